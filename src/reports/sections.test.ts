import { expect, test } from 'vitest';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { Plan } from '../plan.ts';
import { sectionsOf } from './sections.ts';

async function sectionsFor(changes: Partial<Plan> = {}) {
  return sectionsOf(await judgeHistory(lossRun(changes)));
}

test('a section with nothing to show is left out', async () => {
  const ids = sectionsOf(await judgeHistory(safeRun())).map(({ id }) => id);
  expect(ids).not.toContain('lost');
  expect(ids).not.toContain('warnings');
  expect(ids).toContain('limits');
});

test('what was set comes first, and defaults that decide a loss stand apart', async () => {
  const settings = [
    { of: null, key: 'min.insync.replicas', value: '2', origin: 'my.yaml:3' },
    { of: null, key: 'ssl.key.password', value: 'hunter2', origin: 'my.yaml:4' },
    { of: null, key: 'log.flush.interval.ms', value: 'not set', origin: "Kafka's default" },
  ];
  const section = (await sectionsFor({ settings })).find(({ id }) => id === 'settings');
  expect(section?.blocks).toMatchObject([
    {
      rows: [
        [{ code: 'min.insync.replicas=2' }, '', 'my.yaml:3'],
        [{ code: 'ssl.key.password=(hidden)' }, '', 'my.yaml:4'],
      ],
    },
    { kind: 'text' },
    { rows: [[{ code: 'log.flush.interval.ms=not set' }]] },
  ]);
});

test('the timeline is a picture and a table of what ended, without the lines of the logs', async () => {
  const section = (await sectionsFor()).find(({ id }) => id === 'timeline');
  expect(section?.blocks[0]).toEqual({ kind: 'picture' });
  const [, table] = section?.blocks ?? [];
  const texts = table?.kind === 'table' ? table.rows.map((row) => String(row[2])) : [];
  expect(texts).toContain('key9 is acknowledged; it is lost in the end');
  expect(texts.join()).not.toMatch(/begins|log says/);
});
