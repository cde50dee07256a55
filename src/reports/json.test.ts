import { expect, test } from 'vitest';
import { opsOf } from '../checks/testing/notation.ts';
import { lossRun, nothingExpected } from '../checks/testing/run.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { json } from './json.ts';

test('verdict.json has what scripts ask for', async () => {
  const judged = await judgeHistory(lossRun({ expect: { ...nothingExpected, lost: 1 } }));
  const text = json.render({ judged, folder: 'runs/1' });
  expect(JSON.parse(text)).toMatchObject({
    verdict: 'as-expected',
    exit: 0,
    valid: false,
    data: 'lost',
    summary: 'DATA LOST 1 of 20, as expected',
    acknowledged: 20,
    lost: [{ partition: 'topic1-0', offset: 9, key: 'key9', value: '1/9' }],
    anomalies: { 'final-read-lost': [{ value: '1/9' }], unseen: [{ count: 1, values: ['1/9'] }] },
    reasons: [],
    expected: { lost: 1 },
    run: 'runs/1',
    versions: { Kafka: '3.4.0', ZooKeeper: '3.8.1' },
    runtime: 'local',
    counts: { attempted: 20, acked: 20, ok: 19, recovered: 0, lost: 1, unexpected: 0 },
  });
  expect(JSON.parse(text).anomalies).not.toHaveProperty('duplicate');
});

test('a history without a plan has the same members', async () => {
  const judged = await judgeHistory([...opsOf('P0 send ok a@0; P1 poll ok a@0'), { type: 'end', time: 1 }]);
  const verdict = JSON.parse(json.render({ judged, folder: null }));
  expect(verdict).toMatchObject({
    verdict: 'as-expected',
    exit: 0,
    valid: true,
    expected: null,
    run: null,
    lost: [],
  });
});
