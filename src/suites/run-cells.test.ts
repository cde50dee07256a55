import { expect, test } from 'vitest';
import { Interrupted, UserError } from '../errors.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import { type Cell, runCells } from './run-cells.ts';

const cells: Cell<string>[] = ['a', 'b', 'c'].map((label) => ({ label, plan: {} as Plan }));
const result = {} as RunResult;

async function ends(
  runOne: (cell: Cell<string>) => Promise<RunResult>,
  jobs = 1,
  signal = new AbortController().signal,
) {
  const found: string[] = [];
  for await (const end of runCells(cells, { jobs, signal, runOne })) {
    const { label, plan: _, ...rest } = end;
    found.push(`${label} ${Object.keys(rest).join()}`);
  }
  return found;
}

test('each cell is run and yielded', async () => {
  expect(await ends(async () => result)).toEqual(['a result', 'b result', 'c result']);
});

test('a cell that this machine refuses, or in which the tool fails, does not keep the others from running', async () => {
  const runOne = async ({ label }: Cell<string>) => {
    if (label === 'a') throw new UserError('no root');
    if (label === 'b') throw new TypeError('a bug');
    return result;
  };
  expect(await ends(runOne)).toEqual(['a refused', 'b failed', 'c result']);
});

test('after an interrupt nothing more is started', async () => {
  const controller = new AbortController();
  const started: string[] = [];
  const runOne = async ({ label }: Cell<string>) => {
    started.push(label);
    controller.abort(new Interrupted());
    throw new Interrupted();
  };
  expect(await ends(runOne, 1, controller.signal)).toEqual([
    'a interrupted',
    'b interrupted',
    'c interrupted',
  ]);
  expect(started).toEqual(['a']);
});

test('so many run at the same time, and no more', async () => {
  let [running, most] = [0, 0];
  const runOne = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return result;
  };
  await ends(runOne, 2);
  expect(most).toBe(2);
});
