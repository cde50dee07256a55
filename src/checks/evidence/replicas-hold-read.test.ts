import { expect, test } from 'vitest';
import type { EventOf, HistoryEvent } from '../../history/event.ts';
import type { TopicCleanup } from '../../plan.ts';
import { logLine, nothingExpected, runLine } from '../testing/lines.ts';
import { lossRun } from '../testing/run.ts';
import { replicasHoldRead } from './replicas-hold-read.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = replicasHoldRead.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

const assignment = [['broker-1', 'broker-2', 'broker-3']];

function planned(cleanup?: TopicCleanup): EventOf<'run'> {
  const topic = { name: 'topic1', partitions: 1, replicas: 3, config: {}, assignment };
  return runLine({ topics: [cleanup ? { ...topic, cleanup } : topic] });
}

function send(offset: number, key: string, value: string): EventOf<'op'> {
  const actions = [{ send: { to: 'topic1-0', key, value, offset } }];
  return { type: 'op', process: 0, f: 'send', status: 'ok', start: 1, end: 2, actions };
}

function read(records: [number, string][], end: number): EventOf<'op'> {
  const actions = [{ poll: { 'topic1-0': records } }];
  const ends = { final: true, atEnd: { 'topic1-0': end }, atStart: { 'topic1-0': records[0]?.[0] ?? 0 } };
  return { type: 'op', process: 1, f: 'poll', status: 'ok', start: 5, end: 6, actions, ...ends };
}

const same = {
  from: 0,
  to: 3,
  expired: 0,
  below: 0,
  above: 0,
  same: 3,
  unread: 0,
  lacks: [],
  extra: [],
  unlisted: 0,
};
const three: [number, string][] = [
  [0, '1/0'],
  [1, '1/1'],
  [2, '1/2'],
];

function held(against: Partial<typeof same> | Record<string, unknown>, more: Partial<EventOf<'log'>> = {}) {
  const line = { final: true, end: 3, records: 3, digest: 'other', ...more };
  return logLine('broker-2', { ...line, againstRead: { ...same, ...against } });
}

test('a read that reached the end and returned nothing is held against them, too', () => {
  const empty = { ...read([], 3), actions: [] };
  const log = held({ same: 0, extra: three }, {});
  expect(reasons([planned(), empty, log])).toEqual([
    'the log of topic1-0 on broker-2 holds what the final read did not return at offsets 0, 1, 2',
  ]);
});

test('replicas that hold what was read give no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

test.each<[string, EventOf<'log'>, string]>([
  [
    'lacks a record',
    held({ same: 2, lacks: [[1, '1/1']] }, { records: 2 }),
    'lacks what the final read returned at offset 1',
  ],
  [
    'holds one more',
    held({ extra: [[2, 'x']] }, { records: 4 }),
    'holds what the final read did not return at offset 2',
  ],
  [
    'ends early',
    held({ same: 2, lacks: [[2, '1/2']] }, { records: 2, end: 2 }),
    'ends at 2, below the high watermark 3 of the final read',
  ],
  [
    'goes on',
    held({ above: 1 }, { records: 4, end: 4 }),
    'holds 1 records above the high watermark 3 of the final read',
  ],
  [
    'begins later',
    held({ from: 1, same: 2, expired: 1 }, { records: 2, start: 1 }),
    'begins after 1 records that the final read returned, and nothing lets them expire',
  ],
  ['has too many differences', held({ unlisted: 7 }, {}), 'differs from the final read in 7 more records'],
])('a replica that %s is told', (_, log, reason) => {
  expect(reasons([planned(), read(three, 3), log])).toContain(`the log of topic1-0 on broker-2 ${reason}`);
});

test.each([
  ['its own count', held({}, { records: 0 })],
  ['what was read', held({ same: 2 }, { records: 2 })],
  ['the high watermark', held({ to: 2 })],
])('a line that contradicts %s does not add up', (_, log) => {
  expect(reasons([planned(), read(three, 3), log])).toEqual([
    expect.stringMatching(/its line does not add up$/),
  ]);
});

const compacts = { compacts: true, expires: false, tombstonesKeptMs: null };
const sends = [send(0, 'a', '1/0'), send(1, 'b', '1/1'), send(2, 'a', '1/2')];

test('a record with a newer one of its key may be gone from one replica of a compacted topic, or still be there', () => {
  const gone = held({ same: 2, lacks: [[0, '1/0']] }, { records: 2 });
  const kept = held({ same: 2, extra: [[0, '1/0']] }, { records: 3 });
  const left = three.slice(1);
  expect(reasons([planned(compacts), ...sends, read(three, 3), gone])).toEqual([]);
  expect(reasons([planned(compacts), ...sends, read(left, 3), kept])).toEqual([]);
  expect(reasons([planned(), ...sends, read(three, 3), gone])).toHaveLength(1);
});

test('the newest record of a key may not be gone', () => {
  const gone = held({ same: 2, lacks: [[1, '1/1']] }, { records: 2 });
  expect(reasons([planned(compacts), ...sends, read(three, 3), gone])).toHaveLength(1);
});

test.each<[string, HistoryEvent[]]>([
  ['the topic expires', [planned({ compacts: false, expires: true, tombstonesKeptMs: null })]],
  [
    'a broker told that the log start moved',
    [
      planned(),
      {
        type: 'broker-log',
        time: 3,
        node: 'broker-1',
        kind: 'deleted',
        line: '',
        partition: 'topic1-0',
        offset: 1,
      },
    ],
  ],
])('records below a log start that may move are no difference: %s', (_, before) => {
  const later = held({ from: 1, same: 2, expired: 1 }, { records: 2, start: 1 });
  const earlier = held({ from: 1, same: 2, below: 1 }, { records: 3 });
  expect(reasons([...before, read(three, 3), later])).toEqual([]);
  expect(reasons([...before, read(three.slice(1), 3), earlier])).toEqual([]);
});

test('values that were not opened are held against the read by their offsets', () => {
  expect(reasons([planned(), read(three, 3), held({ same: 0, unread: 3 }, { unread: 3 })])).toEqual([]);
});

test('a replica that is expected to be down is left out', () => {
  const events = [
    runLine({ expect: { ...nothingExpected, down: ['broker-2'] } }),
    read(three, 3),
    held({ same: 0 }),
  ];
  expect(reasons(events)).toEqual([]);
});
