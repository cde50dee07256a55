import { expect, test } from 'vitest';
import type { EventOf } from '../../history/event.ts';
import { judgeHistory } from '../../judge/verdict.ts';
import { lossRun, safeRun } from '../testing/run.ts';
import { topicsKept } from './topics-kept.ts';

const noLoss = { loss: 'none', lost: null, anomalies: null, down: [], unavailable: null } as const;
const line = 'Log for partition topic1-0 is renamed to /d/topic1-0.0123-delete and is scheduled for deletion';
const deleted = {
  type: 'broker-log',
  time: 4200,
  node: 'broker-2',
  line,
  kind: 'replica-deleted',
  partition: 'topic1-0',
} as const;
const reason = 'topic1-0 was deleted (by broker-2 at 4.2 s): what became of its records is no loss';

test('records of a deleted topic are not lost: the run proves nothing', async () => {
  const [run, ...events] = lossRun({ expect: noLoss });
  if (!run) throw new Error('the run has a first line');
  expect(await judgeHistory([run, ...events])).toMatchObject({ verdict: 'not-as-expected' });
  expect(await judgeHistory([run, deleted, ...events])).toMatchObject({
    verdict: 'inconclusive',
    lost: [],
    reasons: expect.arrayContaining([reason]),
  });
});

test('a run whose topics are kept is as good as before', async () => {
  expect(await judgeHistory(safeRun({ expect: noLoss }))).toMatchObject({ verdict: 'as-expected' });
});

const state = (replicas: string[]): EventOf<'state'> => ({
  type: 'state',
  time: 4100,
  partition: 'topic1-0',
  leader: 'broker-1',
  isr: ['broker-1'],
  epoch: 0,
  end: 20,
  replicas,
});

test.each([
  ['the cluster moved it away before', [state(['broker-1', 'broker-3']), deleted], []],
  ['the cluster tells of the move later', [deleted, state(['broker-1', 'broker-3'])], []],
  ['it lies on that node', [state(['broker-1', 'broker-2']), deleted], [reason]],
  ['it lies on that node again', [state(['broker-1']), state(['broker-2']), deleted], [reason]],
])('a replica that is deleted: %s', (_, events, reasons) => {
  const fold = topicsKept.start();
  for (const event of events) fold.on(event);
  expect(fold.end()).toEqual(reasons);
});
