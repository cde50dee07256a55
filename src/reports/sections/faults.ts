import type { EventOf } from '../../history/event.ts';
import type { RunEvents } from '../../judge/run-events.ts';
import type { Judged } from '../../judge/verdict.ts';
import { formatHundredths } from '../../lib/duration.ts';
import { cutReplicas, unreadCuts } from '../shared/cuts.ts';
import { type Block, tableOf } from './section.ts';
import { detailText } from './sentences.ts';

/** Every fault with what shows that it happened, in words. */
export function faultBlocks({ events }: Judged): readonly Block[] {
  const rows = events.faults.map((fault) => [
    formatHundredths(fault.time),
    `${fault.fault} ${fault.node}`,
    fault.happened ? 'yes' : 'NO',
    proofText(fault),
  ]);
  return tableOf(['time', 'fault', 'happened', 'proof'], rows, { rest: 'all in history.jsonl' });
}

/** `pid 4711; signal SIGKILL`. What a cut took from each replica has a table of its own. */
export function proofText({ proof }: EventOf<'fault'>): string {
  const { replicas, ...others } = proof;
  return detailText(Array.isArray(replicas) && replicas.some(hasCounts) ? others : proof);
}

function hasCounts(replica: unknown): boolean {
  return typeof replica === 'object' && replica !== null && 'records' in replica;
}

/** After a cut and a remount: only here does a number of records mean that they are durable. */
export function cutBlocks({ events }: Judged): readonly Block[] {
  const rows = cutReplicas(events).map((cut) => [
    `${cut.node} ${cut.partition}`,
    `${cut.records[0]} → ${cut.records[1]}`,
    `${cut.bytes[0]} → ${cut.bytes[1]}`,
    cut.msSinceAck === null ? '' : formatHundredths(cut.msSinceAck),
    cut.canaries,
    `${cut.filesystem}, journal ${cut.journal}`,
  ]);
  for (const { node, partition, why } of unreadCuts(events)) {
    rows.push([`${node} ${partition}`, `not read ${why}`, '', '', '', '']);
  }
  if (rows.length === 0) return [];
  const head = ['replica', 'records', 'bytes', 'after the last ack', 'canaries', 'disk'];
  return [...tableOf(head, rows), ...writeback(events)];
}

function writeback({ run }: RunEvents): readonly Block[] {
  const settings = Object.entries(run?.host ?? {}).filter(([key]) => key.startsWith('vm.dirty'));
  const text = settings.map(([key, value]) => `${key}=${String(value)}`).join(', ');
  return text === '' ? [] : [{ kind: 'text', text: `The kernel writes back by ${text}.` }];
}
