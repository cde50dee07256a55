import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nothingExpected } from './checks/testing/lines.ts';
import { lossRun } from './checks/testing/run.ts';
import { check, plan, run } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-index-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a plan has the changes, and all mistakes are thrown at once', () => {
  expect(plan('key9-loss', { runtime: 'local', variant: 'control' })).toMatchObject({
    name: 'key9-loss',
    runtime: 'local',
    variant: 'control',
  });
  expect(() => plan('key9-loss', { set: ['topic.nmae=x', 'runtme=x'] })).toThrow(/nmae[\s\S]*runtme/);
});

test('a stored run is judged again, with the lost record and its story', async () => {
  const file = join(folder, 'history.jsonl');
  const events = lossRun({ expect: { ...nothingExpected, loss: 'none' } });
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const outcome = await check(folder);
  expect(outcome).toMatchObject({ verdict: 'not-as-expected', exit: 1, acked: 20, folder });
  expect(outcome.lost).toMatchObject([{ partition: 'topic1-0', key: 'key9' }]);
  expect(outcome.lost[0]?.story.length).toBeGreaterThan(1);
});

test('a folder that cannot be written is told before anything starts', async () => {
  const out = join(folder, 'file');
  writeFileSync(out, '');
  await expect(run(plan('key9-loss', { runtime: 'local' }), { out })).rejects.toThrow(out);
});

test('the version is one that the changelog and a tag can have', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  const newest = /^## \[(\d+\.\d+\.\d+)\]/m.exec(read('CHANGELOG.md'))?.[1];
  // Before the first release the changelog has no version at all.
  expect([undefined, version]).toContain(newest);
  const tag = process.env.GITHUB_REF_TYPE === 'tag' ? process.env.GITHUB_REF_NAME : `v${version}`;
  expect(tag).toBe(`v${version}`);
});
