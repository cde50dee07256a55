import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { logLine, lossRun, nothingExpected, runLine } from '../testing/run.ts';
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
  const other = logLine('broker-3', { final: true, digest: 'd', ...change });
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
