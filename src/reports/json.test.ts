import { describe, expect, test } from 'vitest';
import { nothingExpected, unreadLine } from '../checks/testing/lines.ts';
import { opsOf } from '../checks/testing/notation.ts';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { verdictJsonSchema } from './json/schema.ts';
import { json } from './json.ts';
import { hostileRun } from './testing/hostile.ts';
import { publishedSchema, strictVerdictErrors, verdictErrors } from './testing/verdict-errors.ts';

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

describe('data/verdict.schema.json', () => {
  test('is fresh (else: npm run golden)', async () => {
    await expect(verdictJsonSchema()).toMatchFileSnapshot('../../data/verdict.schema.json');
  });

  const events: readonly (readonly [what: string, events: readonly HistoryEvent[]])[] = [
    ['a loss', lossRun({ expect: { ...nothingExpected, lost: 1, removed: { expired: 'some' } } })],
    ['no loss', safeRun()],
    ['a replica that was not read', [...lossRun(), unreadLine('broker-1', 'EIO')]],
    ['hostile content', hostileRun()],
    ['a history without a plan', opsOf('P0 send ok a@0; P1 poll ok a@0')],
    ['nothing at all', []],
  ];

  test.each(events)('fits %s, and names every member', async (_, each) => {
    const verdict = JSON.parse(json.render({ judged: await judgeHistory(each), folder: null }));
    expect(strictVerdictErrors(verdict)).toEqual([]);
    expect(Object.keys(verdict).sort()).toEqual([...publishedSchema.required].sort());
  });

  test.each([
    ['version', 2],
    ['verdict', 'fine'],
    ['lost', [{ partition: 'topic1-0' }]],
    ['acknowledged', '20'],
  ])('refuses a wrong %s', async (member, value) => {
    const verdict = JSON.parse(json.render({ judged: await judgeHistory(lossRun()), folder: null }));
    expect(verdictErrors({ ...verdict, [member]: value }).join()).toContain(`/${member}`);
  });
});
