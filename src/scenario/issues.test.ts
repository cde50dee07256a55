import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { durationMs, oneOrMany, sizeBytes } from '../lib/schemas.ts';
import { check } from './issues.ts';

const wait = z.union([
  z.strictObject({ isr: oneOrMany, timeout: durationMs.optional() }),
  z.strictObject({ leader: z.string(), timeout: durationMs.optional() }),
  z.strictObject({ log: z.strictObject({ node: z.string(), text: z.string() }) }),
]);
const kill = z.union([oneOrMany, z.strictObject({ nodes: oneOrMany, timeout: durationMs.optional() })]);
const truncate = z
  .strictObject({ node: z.string(), bytes: sizeBytes.optional(), records: z.int().min(1).optional() })
  .refine((args) => args.bytes !== undefined || args.records !== undefined, {
    error: 'say how much: bytes or records',
  });
const expectation = z.union([z.enum(['no-loss', 'loss']), z.strictObject({ lost: z.int() })]);

function messages(schema: z.ZodType, value: unknown): string[] {
  const checked = check(schema, value);
  return 'mistakes' in checked ? checked.mistakes.map((m) => `${m.path.join('.')}: ${m.message}`) : [];
}

describe('a value that will not do', () => {
  it.each([
    [
      z.strictObject({ topic: z.string() }),
      { topi: 'a' },
      ["topi: unknown key 'topi'; did you mean 'topic'?"],
    ],
    [z.strictObject({ a: z.int() }), { a: 1, zebra: 2 }, ["zebra: unknown key 'zebra'; there are a"]],
    [z.strictObject({ a: z.int() }), {}, ["a: 'a': missing; expected a whole number"]],
    [z.strictObject({ a: z.int() }), { a: 1.5 }, ["a: 'a': expected a whole number, got `1.5` (number)"]],
    [z.array(z.string()), ['a', 2], ['1: expected a text, got `2` (number)']],
    [truncate, { node: 'a' }, [': say how much: bytes or records']],
    [truncate, { node: 'a', byte: 3 }, ["byte: unknown key 'byte'; did you mean 'bytes'?"]],
    [
      truncate,
      { node: 'a', bytes: '3 loaves' },
      ["bytes: 'bytes': expected a size such as 10, 4KiB or 512MiB, got `3 loaves`"],
    ],
  ])('is told in plain words (%#)', (schema, value, told) => {
    expect(messages(schema, value)).toEqual(told);
  });
});

describe('a value that may have several forms', () => {
  it.each([
    [wait, { isrr: ['a'] }, ["isrr: unknown key 'isrr'; did you mean 'isr'?"]],
    [
      wait,
      { leader: 'a', timeout: 30 },
      ["timeout: 'timeout': expected a duration such as 500ms, 30s or 2m, got `30` (number)"],
    ],
    [wait, { log: { node: 'a' } }, ["log.text: 'text': missing; expected a text"]],
    [wait, 'isr', [': expected a map, got `isr`']],
    [kill, { node: 'a' }, ["node: unknown key 'node'; did you mean 'nodes'?"]],
    [kill, 3, [': expected a name or a list of names or a map, got `3` (number)']],
    [kill, [], [': expected a name or a list of names, got an empty list']],
    [expectation, 'no-los', [': expected no-loss or loss or a map, got `no-los`']],
    [expectation, { lost: 'one' }, ["lost: 'lost': expected a whole number, got `one`"]],
  ])('is judged by the form that was meant (%#)', (schema, value, told) => {
    expect(messages(schema, value)).toEqual(told);
  });
});

it('a good value comes back as the plan holds it', () => {
  expect(check(wait, { isr: 'broker-1', timeout: '2s' })).toEqual({
    value: { isr: ['broker-1'], timeout: 2000 },
  });
});
