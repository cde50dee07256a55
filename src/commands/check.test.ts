import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { nothingExpected } from '../checks/testing/lines.ts';
import { opsOf } from '../checks/testing/notation.ts';
import { lossRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { jepsenProblems } from '../reports/testing/jepsen-problems.ts';
import { runCheck } from './check.ts';
import { runReport } from './report.ts';

let folder: string;
let printed: string[];
const out = (line: string) => void printed.push(line);
beforeEach(async () => {
  printed = [];
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-check-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function store(events: readonly HistoryEvent[]): Promise<string> {
  const file = join(folder, 'history.jsonl');
  await writeFile(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return file;
}

const run = lossRun({ expect: { ...nothingExpected, lost: 1 } });

test('a stored run is judged again, from its folder or its history', async () => {
  const file = await store(run);
  expect(await runCheck(folder, {}, out)).toBe(0);
  expect(await runCheck(file, {}, out)).toBe(0);
  expect(printed.filter((line) => line.startsWith('AS EXPECTED'))).toHaveLength(2);
  expect(printed.filter((line) => line === `report  ${folder}/report.html`)).toHaveLength(2);
  expect(printed).toContain('final read: attempted 20, ok 19, recovered 0, lost 1, unexpected 0');
});

test('with --json there is one line and nothing else', async () => {
  await store(run.slice(0, -1));
  expect(await runCheck(folder, { json: true }, out)).toBe(3);
  expect(printed).toHaveLength(1);
  expect(JSON.parse(printed[0]!)).toMatchObject({ verdict: 'inconclusive', exit: 3, valid: false });
});

test.each([
  ['P0 send ok a@0; P1 poll ok a@0', 0],
  ['P0 send fail a; P1 poll ok a@0', 1],
  ['P0 send ok a@0', 3],
])('a bare history: %s', async (history, exit) => {
  const file = await store([...opsOf(history), { type: 'end', time: 0 }]);
  expect(await runCheck(file, {}, out)).toBe(exit);
});

test('what is not there is an error of the user, with --json also a line', async () => {
  await expect(runCheck(join(folder, 'gone'), { json: true }, out)).rejects.toMatchObject({
    name: 'UserError',
  });
  expect(JSON.parse(printed[0]!)).toMatchObject({ verdict: 'inconclusive', exit: 2 });
});

test('a stored run is reported again, in each format', async () => {
  await store(run);
  expect(await runReport([folder], {}, out)).toBe(0);
  expect(await runReport([folder], { format: 'json' }, out)).toBe(0);
  expect(printed[0]).toMatch(/^## key9-loss: DATA LOST 1 of 20, as expected/);
  expect(JSON.parse(printed[1]!)).toMatchObject({ verdict: 'as-expected' });
  expect(await runReport([folder], { format: 'edn' }, out)).toBe(0);
  expect(jepsenProblems(printed.slice(2))).toEqual([]);
  await expect(runReport([folder], { format: 'jsom' }, out)).rejects.toMatchObject({
    message: "there is no report 'jsom'; did you mean 'json'?",
    hint: expect.stringContaining('markdown'),
  });
});

test('by way of latest the run is told by its own name', async () => {
  await store(run);
  const latest = `${folder}-latest`;
  await symlink(basename(folder), latest);
  onTestFinished(() => rm(latest));
  expect(await runCheck(latest, {}, out)).toBe(0);
  expect(printed).toContain(`report  ${folder}/report.html`);
});

test('a history of another tool: any names and values, lines and members that we do not know, out of the order of time', async () => {
  const op = (f: string, process: number, start: number, action: unknown) =>
    JSON.stringify({
      type: 'op',
      process,
      f,
      status: 'ok',
      start,
      end: start + 1,
      actions: [action],
      host: 'a',
    });
  const poll = JSON.parse(
    '{"poll":{"__proto__":[[5000000000,{"n":1}],[5000000001,null]]},"took":3}',
  ) as unknown;
  const lines = [
    '{"type":"seed","f":"send","status":"ok","actions":7}',
    op('poll', 1, 90, poll),
    '',
    op('send', 0, 50, { send: { to: '__proto__', value: null, offset: 5000000001, crc: 1 } }),
    op('send', 0, 10, { send: { to: '__proto__', key: 7, value: { n: 1 }, offset: 5000000000 } }),
    '{"type":"end"}',
  ];
  const file = join(folder, 'foreign.jsonl');
  await writeFile(file, lines.join('\n'));
  expect(await runCheck(file, { json: true }, out)).toBe(1);
  expect(JSON.parse(printed[0]!).anomalies).toMatchObject({
    'nonmonotonic-send': [
      { partition: '__proto__', values: ['null', '{"n":1}'], ops: [{ line: 4 }, { line: 5 }] },
    ],
  });
  await runCheck(file, {}, out);
  expect(printed.join()).toContain('lost unknown');
  expect(printed).toContain('  __proto__ · values ["null","{\\"n\\":1}"] · delta -1: lines 4, 5');
});
