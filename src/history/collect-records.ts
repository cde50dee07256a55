import type { EventOf } from './event.ts';
import type { OpHead, PartitionCollector } from './partition-facts.ts';
import type { ScannedRecords } from './scanned-op.ts';
import { noParts, type Texts } from './text-parts.ts';

const isSending = ({ f }: EventOf<'op'>) => f === 'send' || f === 'txn';

/** Whether what the operation polled counts. */
export const isReading = ({ f }: EventOf<'op'>) => f === 'poll' || f === 'txn';

/** Hands the records of an operation to the collectors of their partitions. */
export function startCollecting(texts: Texts, collectorOf: (partition: string) => PartitionCollector) {
  const sent = { value: noParts(), key: noParts(), polled: noParts() };

  function collectSend(send: Sent, head: OpHead): void {
    collectorOf(send.to).send(head, {
      value: texts.split(send.value, sent.value),
      key: send.key == null ? null : texts.split(send.key, sent.key),
      offset: send.offset ?? Number.NaN,
      isTombstone: send.tombstone === true,
    });
  }

  return {
    actions(op: EventOf<'op'>, head: OpHead): void {
      for (const action of op.actions) {
        if ('send' in action && isSending(op)) collectSend(action.send, head);
        if (!('poll' in action) || !isReading(op)) continue;
        for (const [partition, records] of Object.entries(action.poll)) {
          if (records.length === 0) continue;
          const collector = collectorOf(partition);
          for (const [offset, value] of records)
            collector.poll(head, offset, texts.split(value, sent.polled));
        }
      }
    },
    scanned(records: ScannedRecords, head: OpHead): void {
      const collector = collectorOf(records.partition);
      if (records.kind === 'sent') collector.send(head, records);
      else for (let i = 0; i < records.count; i++) collector.poll(head, records.offset(i), records.value(i));
    },
  };
}

type Sent = Extract<EventOf<'op'>['actions'][number], { send: unknown }>['send'];
