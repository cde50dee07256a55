import { expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { loadScenario, planScenario } from '../scenario/index.ts';
import { untilIndex } from './until.ts';

const plan = planScenario(loadScenario('key9-loss'));

test('a step is meant by its name, or by its number where several have the name', () => {
  const index = plan.steps.findIndex(({ name }) => name === 'truncate');
  expect(untilIndex(plan, 'truncate')).toBe(index);
  expect(untilIndex(plan, String(index))).toBe(index);
});

test.each([
  ['truncat', /--until truncat: key9-loss has no step truncat; did you mean 'truncate'\?/],
  ['kill', /has \d steps kill; give the number of one/],
  ['99', /has no step 99/],
])('%s is refused with the steps that there are', (text, message) => {
  expect(() => untilIndex(plan, text)).toThrow(message);
  const hint = (() => {
    try {
      return untilIndex(plan, text);
    } catch (error) {
      return error instanceof UserError ? error.hint : undefined;
    }
  })();
  expect(hint).toMatch(/^ +0 {2}kill: broker-1$/m);
});
