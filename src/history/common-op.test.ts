import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonOp } from './common-op.ts';
import { parseLine } from './parse-line.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '1/0',
    'topic1-0',
    '__proto__',
    'a value that is longer than a view',
    '\u2028',
    '"',
    '\\',
    'ü😀',
  ),
);
const wholes = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(-1, -0, 1.5, 10 ** 15, 2 ** 53, 1e21));
const times = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.nat().map((tenths) => tenths / 10),
);
const ops = fc.record({
  type: fc.constant('op'),
  process: wholes,
  f: fc.constantFrom('send', 'send', 'send', 'poll'),
  status: fc.constantFrom('ok', 'ok', 'ok', 'fail'),
  start: times,
  end: times,
  actions: fc.array(
    fc.record({
      send: fc.record({ to: texts, key: texts, value: texts, offset: wholes }, { noNullPrototype: true }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  step: fc.option(fc.nat(), { nil: undefined }),
});

/** What both paths say of a line must be the same, to the order of the members. */
function agree(line: string): boolean {
  const op = commonOp(line);
  if (op === undefined) return false;
  const slow = parseLine(JSON.parse(line));
  expect({ event: op }).toStrictEqual(slow);
  expect(JSON.stringify({ event: op })).toBe(JSON.stringify(slow));
  return true;
}

const good =
  '{"type":"op","process":0,"f":"send","status":"ok","start":3334.1,"end":3671.9,"actions":[{"send":{"to":"topic1-0","key":"key0","value":"1/0","offset":0}}],"step":0}';

test('it takes what the recorder writes for one acknowledged record, of a step or of none', () => {
  expect(agree(good)).toBe(true);
  expect(agree(good.replace(',"step":0', ''))).toBe(true);
});

test('whatever operation it takes, it takes as the schema does', () => {
  let taken = 0;
  fc.assert(
    fc.property(ops, (op) => {
      taken += Number(agree(JSON.stringify(op)));
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(10);
});

test('a line that is changed anywhere is taken as the schema takes it, or not at all', () => {
  const pieces = [
    '',
    '"',
    '\\',
    ',',
    '0',
    '00',
    '-',
    '.',
    '.0',
    'e5',
    ' ',
    '\t',
    '\u0007',
    '\r',
    '{',
    '}',
    ']',
    'null',
    'é',
  ];
  fc.assert(
    fc.property(
      fc.nat({ max: good.length }),
      fc.nat({ max: 4 }),
      fc.oneof(fc.constantFrom(...pieces), fc.string()),
      (at, removed, piece) => void agree(good.slice(0, at) + piece + good.slice(at + removed)),
    ),
    { numRuns: 5000 },
  );
});

test.each([
  ['9007199254740993', '"offset":0', '"offset":9007199254740993'],
  ['-0', '"offset":0', '"offset":-0'],
  ['a member that we do not know', '"step":0', '"acks":1'],
  ['a leading zero', '"start":3334.1', '"start":03334.1'],
  ['an escape', '"1/0"', '"1\\/0"'],
  ['two members of one name', '"step":0', '"step":0,"step":1'],
  ['a value that is no text', '"1/0"', '1'],
])('%s is left to the schema', (_, from, to) => {
  expect(good).toContain(from);
  expect(commonOp(good.replace(from, to))).toBeUndefined();
});
