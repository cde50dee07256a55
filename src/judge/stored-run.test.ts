import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EventOf, HistoryEvent } from '../history/event.ts';
import { readHistory } from '../history/reader.ts';
import { judgeHistory } from './verdict.ts';

// A run of `kill-all` on Kafka 3.4.0, stored by the version before replicas were held against the final read.
const file = join(import.meta.dirname, 'fixtures/kill-all.jsonl');

/** The history with each event replaced by what the mutation makes of it; undefined takes the line out. */
async function mutated(mutate: (event: HistoryEvent) => HistoryEvent | undefined): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const event of readHistory(file))
    events.push(mutate(event) ?? { type: 'warning', time: 0, text: '-' });
  return events.filter(({ type }) => type !== 'warning');
}

type Mutation = (event: HistoryEvent) => HistoryEvent | undefined;

const isFinalLog = (event: HistoryEvent): event is EventOf<'log'> =>
  event.type === 'log' && event.final === true;
const isFinalRead = (event: HistoryEvent): event is EventOf<'op'> =>
  event.type === 'op' && event.final === true;
const isSend = (event: HistoryEvent) => event.type === 'op' && event.f === 'send';

test('a stored run of an earlier version is judged as it was', async () => {
  expect(await judgeHistory(await mutated((event) => event))).toMatchObject({
    verdict: 'as-expected',
    exit: 0,
  });
});

const nothing = {
  start: 0,
  end: 0,
  records: 0,
  bytes: 0,
  rounds: {},
  digest: 'e3b0c44298fc1c149afbf4c8996fb924',
};

/** Every piece of evidence, made empty once. */
const emptied: readonly (readonly [what: string, mutate: Mutation])[] = [
  ['the final logs hold 0 records', (event) => (isFinalLog(event) ? { ...event, ...nothing } : event)],
  [
    'only the count of the final logs is 0',
    (event) => (isFinalLog(event) ? { ...event, records: 0 } : event),
  ],
  ['no final log was recorded', (event) => (isFinalLog(event) ? undefined : event)],
  [
    'no final log could be read',
    (event) => {
      if (!isFinalLog(event)) return event;
      const { time, partition, node, durable, final } = event;
      return { type: 'unread-log', time, partition, node, durable, final, why: 'EIO' };
    },
  ],
  [
    'one replica holds another record',
    (event) => (isFinalLog(event) ? { ...event, digest: `${event.digest}-` } : event),
  ],
  ['there was no final read', (event) => (isFinalRead(event) ? undefined : event)],
  ['the final read returned nothing', (event) => (isFinalRead(event) ? { ...event, actions: [] } : event)],
  [
    'the final read does not tell where it ended',
    (event) => {
      if (!isFinalRead(event)) return event;
      const { atEnd: _, ...rest } = event;
      return rest as HistoryEvent;
    },
  ],
  ['nothing was sent', (event) => (isSend(event) ? undefined : event)],
  [
    'the second workload sent nothing',
    (event) => (event.type === 'op' && isSend(event) && event.step === 5 ? undefined : event),
  ],
  ['no fault left a proof', (event) => (event.type === 'fault' ? undefined : event)],
  ['no fault happened', (event) => (event.type === 'fault' ? { ...event, happened: false } : event)],
  [
    'no step ended',
    (event) =>
      event.type === 'step' && event.event === 'ended' && event.phase === 'steps' ? undefined : event,
  ],
  ['nobody watched who leads', (event) => (event.type === 'state' ? undefined : event)],
  [
    'one of three faults left no proof',
    (event) => (event.type === 'fault' && event.node === 'broker-2' ? undefined : event),
  ],
  [
    'the final read began before the last acknowledgement',
    (event) => (isFinalRead(event) ? { ...event, start: 1 } : event),
  ],
  ['there is no last line', (event) => (event.type === 'end' ? undefined : event)],
];

describe('evidence that is empty proves nothing', () => {
  test.each(emptied)('%s', async (_, mutate) => {
    const { verdict, reasons } = await judgeHistory(await mutated(mutate));
    expect(verdict).not.toBe('as-expected');
    expect(reasons).not.toEqual([]);
  });
});

const added: readonly (readonly [what: string, before: HistoryEvent['type'], event: HistoryEvent])[] = [
  [
    'a broker died by itself in the end',
    'log',
    { type: 'node', time: 9341, node: 'broker-3', event: 'exited', code: 1, signal: null },
  ],
  ['the watch was blind', 'end', { type: 'blind', time: 9000, from: 1000 }],
  ['the clock jumped', 'end', { type: 'clock', time: 9000, jumpedMs: -3_600_000 }],
];

test.each(added)('what makes another experiment of the run is a reason: %s', async (_, before, event) => {
  const events = await mutated((each) => each);
  const at = events.findIndex(({ type }) => type === before);
  expect(await judgeHistory(events.toSpliced(at, 0, event))).toMatchObject({
    verdict: 'inconclusive',
    exit: 3,
  });
});

test('replicas that all hold nothing agree with each other, but not with what was read', async () => {
  const mutate: Mutation = (event) => (isFinalLog(event) ? { ...event, ...nothing } : event);
  expect(await judgeHistory(await mutated(mutate))).toMatchObject({
    verdict: 'inconclusive',
    exit: 3,
    reasons: ['broker-1', 'broker-2', 'broker-3'].map(
      (node) =>
        `the log of topic1-0 on ${node} holds 0 records up to offset 0, the final read returned 20 up to 20`,
    ),
  });
});

test('a log that could not be read is told with its reason, and keeps its row', async () => {
  const [, mutate = (event: HistoryEvent) => event] = emptied[3] ?? [];
  const { reasons, events } = await judgeHistory(await mutated(mutate));
  expect(reasons).toContain('the log of topic1-0 on broker-2 was not read at the end: EIO');
  expect(events.unreadLogs).toHaveLength(3);
});
