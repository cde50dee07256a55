import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { durationMs, oneOrMany, scalarText, sizeBytes } from './schemas.ts';

function messagesOf(schema: z.ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];
}

it.each([
  ['500ms', 500],
  ['1.5s', 1500],
  ['2m', 120_000],
])('the duration %s is %i ms', (text, ms) => {
  expect(durationMs.parse(text)).toBe(ms);
});

it.each([
  [10, 10],
  ['10', 10],
  ['4KiB', 4096],
  ['4 KB', 4000],
])('the size %s is %i bytes', (size, bytes) => {
  expect(sizeBytes.parse(size)).toBe(bytes);
});

it.each([
  [durationMs, 30, 'expected a duration such as 500ms, 30s or 2m, got `30` (number)'],
  [durationMs, 'soon', 'expected a duration such as 500ms, 30s or 2m, got `soon`'],
  [durationMs, undefined, 'expected a duration such as 500ms, 30s or 2m, it is missing'],
  [sizeBytes, -1, 'expected a size such as 10, 4KiB or 512MiB, got `-1` (number)'],
  [sizeBytes, '4 loaves', 'expected a size such as 10, 4KiB or 512MiB, got `4 loaves`'],
  [oneOrMany, {}, 'expected a name or a list of names, got a map'],
  [oneOrMany, [], 'expected a name or a list of names, got an empty list'],
  [scalarText, null, 'expected a text, a number, true or false, got nothing'],
])('the schema says what would do instead of a wrong value (%#)', (schema, value, message) => {
  expect(messagesOf(schema, value)).toEqual([message]);
});

it('one name is a list of one', () => {
  expect(oneOrMany.parse('broker-1')).toEqual(['broker-1']);
  expect(oneOrMany.parse(['leader', 'broker-1'])).toEqual(['leader', 'broker-1']);
});

describe('a JSON Schema', () => {
  it.each([
    [durationMs, { type: 'string' }],
    [sizeBytes, { anyOf: [{ type: 'integer' }, { type: 'string' }] }],
    [oneOrMany, { anyOf: [{ type: 'string' }, { type: 'array' }] }],
  ])('describes what the author may write, not what the plan holds (%#)', (schema, shape) => {
    expect(z.toJSONSchema(schema, { io: 'input' })).toMatchObject(shape);
  });
});
