import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import { Interrupted, UserError } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import { type MatrixTask, type RunMatrixOptions, resultOf, runMatrix, tasksLeft } from './matrix.ts';
import { cellDigest, lockMatrix, matrixFolder, measuredMs, openStore } from './matrix-store.ts';

let out = '';
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'fsync-lab-matrix-'));
});
afterEach(() => rmSync(out, { recursive: true }));

const suite = { name: 'mine', date: '2026-11-27T10:00:00.000Z' };
const storeOf = (resume = false) => openStore(matrixFolder(out, { ...suite, resume }));
const tasks = ['a', 'b', 'c'].map(
  (name): MatrixTask => ({ digest: name, name, round: 0, plan: { name } as Plan }),
);
const judged = async (events: HistoryEvent[]): Promise<RunResult> => ({
  judged: await judgeHistory(events),
  folder: join(out, 'runs/x'),
});
const open = () => judged(safeRun().filter(({ type }) => type !== 'end'));

async function ranBy(options: Partial<RunMatrixOptions> & Pick<RunMatrixOptions, 'store'>) {
  const ran: string[] = [];
  const given = { jobs: 1, retries: 0, signal: new AbortController().signal, ...options };
  const runOne: RunMatrixOptions['runOne'] = async (plan, onEvent, turn) => {
    ran.push(plan.name);
    return options.runOne ? options.runOne(plan, onEvent, turn) : judged(safeRun());
  };
  for await (const _ of runMatrix(tasksLeft(tasks, given), { ...given, runOne }));
  return ran;
}

test('a matrix that was killed goes on with what has no result, whatever half a line was left', async () => {
  const first = storeOf();
  const controller = new AbortController();
  const runOne = async ({ name }: Plan) => {
    if (name === 'b') controller.abort(new Interrupted());
    return judged(lossRun());
  };
  expect(await ranBy({ store: first, signal: controller.signal, runOne })).toEqual(['a', 'b']);
  appendFileSync(join(first.folder, 'runs.jsonl'), '{"digest":"b","run":{"rou');
  const second = storeOf(true);
  expect(second.folder).toBe(first.folder);
  expect(await ranBy({ store: second })).toEqual(['b', 'c']);
  expect(await ranBy({ store: storeOf(true) })).toEqual([]);
  expect(tasks.map((task) => resultOf(task, storeOf(true))?.lost)).toEqual([1, 0, 0]);
});

test('a folder that is in use is refused, and is free again behind its owner', async () => {
  const folder = matrixFolder(out, { ...suite, resume: false });
  const held = await lockMatrix(folder);
  // Nothing of it has ended yet, and it is the latest all the same.
  const later = matrixFolder(out, { ...suite, date: '2026-11-27T10:00:09.000Z', resume: true });
  expect(later).toBe(folder);
  const refusal = expect.objectContaining({
    message: `${folder} is in use by another \`matrix\`: process ${process.pid}`,
    hint: 'Wait until it has ended, or stop it.',
  });
  await expect(lockMatrix(folder)).rejects.toEqual(refusal);
  await held[Symbol.asyncDispose]();
  await (await lockMatrix(folder))[Symbol.asyncDispose]();
});

test('the results that are stored are those at hand, too', async () => {
  const store = storeOf();
  await ranBy({ store });
  expect(tasks.map((task) => resultOf(task, store)?.verdict)).toEqual(tasks.map(() => 'as-expected'));
  expect(measuredMs(out, 'mine').size).toBe(3);
});

test('what proves nothing is tried again as often as was asked for, also when it goes on later', async () => {
  const store = storeOf();
  let left = 2;
  const runOne = async ({ name }: Plan) => (name === 'b' && left-- > 0 ? open() : judged(safeRun()));
  expect(await ranBy({ store, runOne })).toEqual(['a', 'b', 'c']);
  expect(await ranBy({ store })).toEqual([]);
  expect(await ranBy({ store, retries: 2, runOne })).toEqual(['b', 'b']);
  expect(resultOf(tasks[1] as MatrixTask, store)).toMatchObject({ verdict: 'as-expected', tries: 3 });
});

test('one that this machine refuses has no result and ends no other', async () => {
  const store = storeOf();
  const runOne = async ({ name }: Plan) => {
    if (name === 'a') throw new UserError('no root');
    return judged(safeRun());
  };
  expect(await ranBy({ store, runOne })).toEqual(['a', 'b', 'c']);
  expect(tasksLeft(tasks, { store, retries: 0 }).map(({ name }) => name)).toEqual(['a']);
});

test('where there is nothing to go on with, it begins', async () => {
  expect(await ranBy({ store: storeOf(true) })).toEqual(['a', 'b', 'c']);
});

test('another plan, and another cell of the same plan, is another experiment; another file is not', () => {
  const plan = { name: 'a', file: 'a.yaml', patches: [] } as unknown as Plan;
  const digest = cellDigest(plan, { scenario: 'a' });
  expect(cellDigest({ ...plan, file: '../a.yaml' }, { scenario: 'a' })).toBe(digest);
  expect(cellDigest({ ...plan, patches: ['--set x=1'] }, { scenario: 'a' })).not.toBe(digest);
  expect(cellDigest(plan, { scenario: 'b' })).not.toBe(digest);
});
