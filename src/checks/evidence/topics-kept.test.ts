import { expect, test } from 'vitest';
import { judgeHistory } from '../../judge/verdict.ts';
import { lossRun, safeRun } from '../testing/run.ts';

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
