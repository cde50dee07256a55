import { expect, test } from 'vitest';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import { type RunPlansOptions, runPlans } from './run-plans.ts';

const planned = (name: string) => ({ name }) as Plan;

async function ends(
  plans: readonly Plan[],
  exits: readonly number[],
  options: Partial<RunPlansOptions> = {},
): Promise<readonly (string | number)[]> {
  const left = [...exits];
  const runOne = async () => ({ judged: { exit: left.shift() ?? 0 } }) as RunResult;
  const { signal } = new AbortController();
  const all = { times: 1, keepGoing: false, signal, runOne, ...options };
  const found: (string | number)[] = [];
  for await (const end of runPlans(plans, all)) {
    found.push('result' in end ? end.result.judged.exit : `${end.repeats.text} ${end.repeats.tone}`);
  }
  return found;
}

test('every run counts and is yielded before their sum', async () => {
  const found = await ends([planned('a')], [0, 3, 0], { times: 3, keepGoing: true });
  expect(found).toEqual([0, 3, 0, '  as expected 2 of 3 bad']);
});

test('a plan stops at its first run that is not as expected, and says so; the next plan runs', async () => {
  const found = await ends([planned('a'), planned('b')], [0, 1, 0], { times: 2 });
  expect(found).toEqual([0, 1, '  as expected 1 of 2 bad', 0, 0, '  as expected 2 of 2 good']);
  expect(await ends([planned('a')], [0, 1, 0], { times: 20 })).toEqual([
    0,
    1,
    '  as expected 1 of 2; stopped after 2 of 20 runs bad',
  ]);
});

test('after an interrupt nothing more is started', async () => {
  const controller = new AbortController();
  const started: string[] = [];
  const runOne = async ({ name }: Plan) => {
    started.push(name);
    controller.abort();
    return { judged: { exit: 130 } } as RunResult;
  };
  const options = { times: 2, keepGoing: true, runOne, signal: controller.signal };
  await ends([planned('a'), planned('b')], [], options);
  expect(started).toEqual(['a']);
});
