import { expect, test } from 'vitest';
import { lossRun } from '../checks/testing/run.ts';
import { planProblem } from './stored-plan.ts';

test('a plan that an earlier version stored with a seed is read as before', () => {
  const [run] = lossRun();
  if (run?.type !== 'run') throw new TypeError('a run begins with its run line');
  expect(planProblem({ ...(run.plan as object), seed: 3_405_691_582 })).toBeUndefined();
});
