import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventSchema } from './event.ts';
import { isOp } from './op-line.ts';

const good = {
  type: 'op',
  process: 0,
  f: 'poll',
  status: 'ok',
  start: 1,
  end: 2.5,
  actions: [{ send: { to: 'x-0', key: null, value: 'a', offset: 0 } }, { poll: { 'x-0': [[0, 'a']] } }],
  partitions: ['x-0'],
  rebalanced: [],
  final: true,
  atEnd: { 'x-0': 1 },
  atStart: { 'x-0': 0 },
  error: 'none',
  step: 3,
};

/** Every path into the operation, so that each member is once replaced by something else. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return [[...path], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function replaced(path: readonly string[], value: unknown): Record<string, unknown> {
  const copy = structuredClone<Record<string, unknown>>(good);
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) as string;
  if (value === undefined) delete at[last];
  else at[last] = value;
  // A hole in a list cannot come from JSON.
  return JSON.parse(JSON.stringify(copy)) as Record<string, unknown>;
}

const paths = pathsOf(good).filter((path) => path.length > 0 && path[0] !== 'type');
const others = fc.oneof(
  fc.constantFrom(undefined, null, true, -1, 0.5, 2 ** 53, '', 'ok', 'txn', [], {}, [[1, 'a']], { poll: {} }),
  fc.json().map((text) => JSON.parse(text) as unknown),
);

test('the hand-written check accepts what the schema accepts, and nothing else', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paths), others, (path, value) => {
      const op = replaced(path, value);
      // zod drops __proto__ wherever it stands; that the check keeps it is another test.
      fc.pre(!JSON.stringify(op).includes('__proto__'));
      expect(isOp(structuredClone(op))).toBe(eventSchema.safeParse(op).success);
    }),
    { numRuns: 3000 },
  );
});

test('an operation without actions has none', () => {
  const op: Record<string, unknown> = { type: 'op', process: 0, f: 'crash', status: 'ok', start: 1, end: 2 };
  expect(isOp(op)).toBe(true);
  expect(op.actions).toEqual([]);
});
