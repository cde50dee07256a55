import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lossRun } from '../checks/testing/run.ts';
import { jepsenProblems } from '../reports/testing/jepsen-problems.ts';
import { writeEdn } from './write-edn.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fsync-lab-edn-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = (text: string) => writeFileSync(join(folder, 'history.jsonl'), text);
const whole = lossRun()
  .map((event) => `${JSON.stringify(event)}\n`)
  .join('');

test("the history lies there in Jepsen's shape, too", async () => {
  store(whole);
  expect(await writeEdn(folder, { shown: 'runs/1' })).toEqual([]);
  const lines = readFileSync(join(folder, 'history.edn'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(42);
  expect(jepsenProblems(lines)).toEqual([]);
});

test('what is too long for the memory is left out, and it is told how to get it', async () => {
  store(whole);
  expect(await writeEdn(folder, { shown: 'runs/1', bytesMax: 1024 })).toEqual([
    expect.stringMatching(
      /^history\.edn is left out, .* KiB: `fsync-lab report runs\/1 --format edn` prints it$/,
    ),
  ]);
  expect(readdirSync(folder)).toEqual(['history.jsonl']);
});

test('what cannot be read costs itself alone', async () => {
  store('{"type":"op"}\n{"type":"end"}\n');
  expect(await writeEdn(folder, { shown: 'runs/1' })).toEqual([
    expect.stringMatching(/^history\.edn could not be made: /),
  ]);
});
