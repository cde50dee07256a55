import { expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import { type RunPlansOptions, runPlans } from './run-plans.ts';

const planned = (name: string) => ({ name }) as Plan;

/** What was told and how the runs ended, in the order in which it was told; then the ends in the order of the plans. */
async function ends(
  plans: readonly Plan[],
  exits: readonly number[],
  options: Partial<RunPlansOptions> = {},
): Promise<readonly (string | number)[]> {
  const left = [...exits];
  const told: (string | number)[] = [];
  const { signal } = new AbortController();
  await runPlans(plans, {
    times: 1,
    keepGoing: false,
    jobs: 1,
    signal,
    async runOne() {
      const exit = left.shift() ?? 0;
      told.push(exit);
      return { judged: { exit } } as RunResult;
    },
    onRepeats: ({ text, tone }) => void told.push(`${text} ${tone}`),
    ...options,
  });
  return told;
}

test('every run counts and is told before their sum', async () => {
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

test('however many run side by side, the ends come in the order of the plans', async () => {
  const release = new Map<string, () => void>();
  const runOne = ({ name }: Plan) =>
    new Promise<RunResult>((resolve) => {
      release.set(name, () => resolve({ judged: { exit: 0 } } as RunResult));
      // The last one that was begun ends first.
      if (release.size === 3) for (const end of [...release.values()].reverse()) end();
    });
  const { signal } = new AbortController();
  const options = { times: 1, keepGoing: false, jobs: 3, signal, runOne, onRepeats: () => undefined };
  const found = await runPlans(['a', 'b', 'c'].map(planned), options);
  expect(found.map(({ plan }) => plan.name)).toEqual(['a', 'b', 'c']);
});

test('a plan that cannot begin is an end like others, and is not tried again', async () => {
  const tried: string[] = [];
  const runOne = async ({ name }: Plan) => {
    tried.push(name);
    if (name === 'a') throw new UserError('no root');
    return { judged: { exit: 0 } } as RunResult;
  };
  const { signal } = new AbortController();
  const options = { times: 2, keepGoing: true, jobs: 1, signal, runOne, onRepeats: () => undefined };
  const found = await runPlans([planned('a'), planned('b')], options);
  expect(tried).toEqual(['a', 'b', 'b']);
  expect(found.map((end) => ('refused' in end ? end.refused : 'ran'))).toEqual(['no root', 'ran', 'ran']);
});
