import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { testWalk } from './fixtures/walk.ts';
import { steps } from './index.ts';
import { waits } from './waits/index.ts';

const written = (example: string) => Object.entries(parse(example) as Record<string, unknown>)[0] ?? [];

test.each(steps.map((step) => [step.name, step] as const))('the example of %s is that step', (name, step) => {
  const [key, value] = written(step.example);
  expect(key).toBe(name);
  const args = step.schema.parse(value);
  expect(step.describe(args)).toMatch(/^[a-z]/);
  expect(() => step.rules(args, testWalk().walk)).not.toThrow();
});

test.each(waits.map((wait) => [wait.name, wait] as const))(
  'the example of the wait %s is that wait',
  (name, wait) => {
    const [, value] = written(wait.example);
    const args = wait.schema.parse((value as Record<string, unknown>)[name]);
    expect(wait.describe(args)).toMatch(/^wait /);
  },
);

test.each([...steps, ...waits].map((each) => [each.name, each.schema] as const))(
  'the arguments of %s can be told to an editor',
  (_name, schema) => {
    expect(() => z.toJSONSchema(schema, { io: 'input' })).not.toThrow();
  },
);

test('no two steps share a name', () => {
  expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
});
