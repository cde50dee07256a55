import { describe, expect, test } from 'vitest';
import type { EventOf, HistoryEvent } from '../../history/event.ts';
import type { Expectation } from '../../plan.ts';
import { nothingExpected, runLine, unreadLine } from '../testing/lines.ts';
import { lossRun } from '../testing/run.ts';
import { replicasAgree } from './replicas-agree.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = replicasAgree.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('a whole run gives no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

const without = (node: string) =>
  lossRun().filter((event) => event.type !== 'log' || !event.final || event.node !== node);

test('a replica that was not read at the end', () => {
  expect(reasons(without('broker-3'))).toEqual(['the log of topic1-0 on broker-3 was not read at the end']);
});

test('a replica that is expected to be down is left out', () => {
  const events = [
    runLine({ expect: { ...nothingExpected, down: ['broker-3'] } }),
    ...without('broker-3').slice(1),
  ];
  expect(reasons(events)).toEqual([]);
});

test.each([
  ['the end', { end: 18, records: 18 }, 'broker-3 ends at 18 with 18 records'],
  ['only the content', { digest: 'e' }, 'broker-3 ends at 19 with 19 records'],
])('replicas that differ in %s are told with their ends', (_, change, words) => {
  const third = lossRun().find((event) => event.type === 'log' && event.final && event.node === 'broker-3');
  const other = { ...third, ...change } as HistoryEvent;
  expect(reasons([...without('broker-3'), other])).toEqual([
    expect.stringMatching(
      new RegExp(`^the replicas of topic1-0 differ at the end: broker-1 ends at 19.*${words}`),
    ),
  ]);
});

test('without an assignment some replica must have been read', () => {
  const topics = [{ name: 'topic1', partitions: 1, replicas: 3, config: {}, assignment: [] }];
  expect(reasons([runLine({ topics })])).toEqual(['no log of topic1-0 was read at the end']);
  expect(reasons(lossRun({ topics }))).toEqual([]);
});

describe('a replica that could not be read', () => {
  const unread = (expect: Partial<Expectation>) => [
    runLine({ expect: { ...nothingExpected, ...expect } }),
    ...without('broker-3').slice(1),
    unreadLine('broker-3', 'EIO: i/o error'),
  ];

  test.each([{ loss: 'none' }, { lost: 0 }, {}, { anomalies: ['duplicate'] }] as const)(
    'is a reason where %j is claimed',
    (claim) => {
      expect(reasons(unread(claim))).toEqual([
        'the log of topic1-0 on broker-3 was not read at the end: EIO: i/o error',
      ]);
    },
  );

  test.each([{ loss: 'some' }, { lost: 1 }] as const)(
    'is none where %j is claimed: the final read proves it',
    (claim) => {
      expect(reasons(unread(claim))).toEqual([]);
    },
  );
});

test('a topic that the system cleans may differ from replica to replica', () => {
  const cleanup = { compacts: true, expires: false, tombstonesKeptMs: null };
  const assignment = [['broker-1', 'broker-2', 'broker-3']];
  const topics = [{ name: 'topic1', partitions: 1, replicas: 3, config: {}, assignment, cleanup }];
  const events = lossRun({ topics }).map((event) =>
    event.type === 'log' && event.node === 'broker-3' ? { ...event, digest: 'e' } : event,
  );
  expect(reasons(events)).toEqual([]);
});

test('where the cluster moved a partition to, its log must have been read', () => {
  const moved: EventOf<'state'> = {
    type: 'state',
    time: 1,
    partition: 'topic1-0',
    leader: 'broker-1',
    isr: [],
    epoch: 1,
    end: null,
    replicas: ['broker-1', 'broker-2', 'broker-4'],
  };
  expect(reasons([...lossRun(), moved])).toEqual(['the log of topic1-0 on broker-4 was not read at the end']);
  expect(reasons([...without('broker-3'), { ...moved, replicas: ['broker-1', 'broker-2'] }])).toEqual([]);
});
