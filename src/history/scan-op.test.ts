import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventOf } from './event.ts';
import { isOp } from './op-line.ts';
import { parseLine } from './parse-line.ts';
import { startOpScan } from './scan-op.ts';
import type { ScannedOp, ScannedRecords } from './scanned-op.ts';
import { startTextParts } from './text-parts.ts';

// One scan for all lines, as for a file: what is left of a line must not show in the next one.
const texts = startTextParts();
const scan = startOpScan(texts);

function scanned(line: string): ScannedOp | undefined {
  const around = Buffer.from(`"}\n${line}\n{"`);
  return scan(around, 3, around.length - 3);
}

/** What both ways say of a line must be the same, to the order of the members. */
function agree(line: string): boolean {
  const found = scanned(line);
  if (found === undefined) return false;
  const slow = parseLine(JSON.parse(line));
  expect('event' in slow && slow.event.type).toBe('op');
  const op = (slow as { event: EventOf<'op'> }).event;
  expect(isOp(JSON.parse(JSON.stringify(found.op)))).toBe(true);
  expect(JSON.stringify(found.op)).toBe(JSON.stringify(op));
  expect(recordsOf(found.records)).toEqual(recordsByHand(op));
  return true;
}

function recordsOf(records: ScannedRecords): unknown {
  const { partition } = records;
  if (records.kind === 'sent') {
    const { key, value, offset } = records;
    return [partition, key && texts.textOf(key), texts.textOf(value), offset];
  }
  const each = Array.from({ length: records.count }, (_, i) => [
    records.offset(i),
    texts.textOf(records.value(i)),
  ]);
  return [partition, each];
}

function recordsByHand({ actions }: EventOf<'op'>): unknown {
  expect(actions).toHaveLength(1);
  const [action] = actions;
  if (action && 'send' in action) {
    const { to, key, value, offset } = action.send;
    return [to, key, value, offset];
  }
  const entries = Object.entries(action?.poll ?? {});
  expect(entries).toHaveLength(1);
  return entries[0];
}

const send =
  '{"type":"op","process":0,"f":"send","status":"ok","start":3334.1,"end":3671.9,"actions":[{"send":{"to":"topic1-0","key":"key0","value":"1/0","offset":0}}],"step":0}';
const poll =
  '{"type":"op","process":1,"f":"poll","status":"ok","start":11.4,"end":12,"actions":[{"poll":{"topic1-0":[[0,"1/0"],[1,"b"],[7,"007"]]}}],"final":true,"atStart":{"topic1-0":0},"atEnd":{"topic1-0":8}}';

test('it takes what the recorder writes for one acknowledged record, of a step or of none', () => {
  expect(agree(send)).toBe(true);
  expect(agree(send.replace(',"step":0', ''))).toBe(true);
});

test('it takes what the recorder writes for a poll of one partition, final or not', () => {
  expect(agree(poll)).toBe(true);
  expect(agree(poll.replace(/,"final".*/, ',"step":3}'))).toBe(true);
  expect(agree(poll.replace(/,"final".*/, '}'))).toBe(true);
  expect(agree(poll.replace('"start"', '"final":true,"start"'))).toBe(true);
  expect(agree(poll.replace('"step"', '"ünknown":["members",{}],"step"'))).toBe(true);
  expect(agree(poll.replaceAll('topic1-0', '__proto__'))).toBe(true);
});

const plain = fc.oneof(
  fc.nat().map((number) => `1/${number}`),
  fc.constantFrom('topic1-0', '__proto__', '', '007', '0', '12345678901234567890', 'a long value, 9'),
);
const odd = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u2028', '"', '\\', 'ü😀', '\u007f', '\ud800'),
);
const names = fc.oneof({ weight: 30, arbitrary: plain }, { weight: 1, arbitrary: odd });
const wholes = fc.oneof(
  { weight: 30, arbitrary: fc.nat() },
  {
    weight: 1,
    arbitrary: fc.constantFrom(-1, -0, 1.5, 2 ** 32 + 7, 10 ** 15, 10 ** 15 - 1, 2 ** 53, 1e21),
  },
);
const times = fc.oneof(
  { weight: 20, arbitrary: fc.nat().map((tenths) => tenths / 10) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 1e9, noNaN: true }) },
);
const record = { noNullPrototype: true } as const;
const sends = fc.record(
  { send: fc.record({ to: names, key: names, value: names, offset: wholes }, record) },
  record,
);
const polls = fc.record(
  {
    poll: fc.dictionary(names, fc.array(fc.tuple(wholes, names), { minLength: 1 }), {
      maxKeys: 2,
      ...record,
    }),
  },
  record,
);
const head = {
  type: fc.constant('op'),
  process: fc.oneof(fc.nat(9), wholes),
  f: fc.constantFrom('send', 'poll', 'txn'),
  status: fc.constantFrom('ok', 'ok', 'ok', 'ok', 'fail'),
};
const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const op = fc.constantFrom('send', 'poll').chain((f) =>
  fc.record(
    {
      ...head,
      f: fc.oneof({ weight: 9, arbitrary: fc.constant(f) }, { weight: 1, arbitrary: head.f }),
      start: times,
      end: times,
      actions: fc.array<object>(f === 'send' ? sends : polls, { minLength: 1, maxLength: 2 }),
      final: option(f === 'poll' ? fc.boolean() : fc.constant(undefined)),
      atEnd: option(f === 'poll' ? fc.dictionary(names, wholes, record) : fc.constant(undefined)),
      step: option(fc.oneof(fc.nat(), wholes)),
    },
    record,
  ),
);

test('whatever operation it takes, it takes as the schema does', () => {
  const taken = { send: 0, poll: 0 };
  fc.assert(
    fc.property(op, (each) => {
      if (agree(JSON.stringify(each))) taken[each.f as 'send' | 'poll'] += 1;
    }),
    { numRuns: 5000 },
  );
  expect(taken.send).toBeGreaterThan(100);
  expect(taken.poll).toBeGreaterThan(100);
});

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
];
const otherwise = [
  'null',
  'é',
  '[1,"c"],',
  ',[1,"c"]',
  '"actions":[],',
  ',"actions":[]',
  ',"actions":[{"poll":{"topic1-0":[]}}]',
  ',"\\u0061ctions":[]',
  ',"f":"send"',
  ',"status":"fail"',
  ',"type":"end"',
  ',"topic1-0":[]',
];

test.each([
  ['send', send],
  ['poll', poll],
])('a %s that is changed anywhere is taken as the schema takes it, or not at all', (_, line) => {
  fc.assert(
    fc.property(
      fc.nat({ max: line.length }),
      fc.nat({ max: 4 }),
      fc.oneof(fc.constantFrom(...pieces, ...otherwise), fc.string(), fc.string({ unit: 'binary' })),
      (at, removed, piece) => void agree(line.slice(0, at) + piece + line.slice(at + removed)),
    ),
    { numRuns: 5000 },
  );
});

test.each(otherwise)(
  'each line with %s put in at every place is taken as the schema takes it, or not at all',
  (piece) => {
    for (const line of [send, poll])
      for (let at = 0; at <= line.length; at++) agree(line.slice(0, at) + piece + line.slice(at));
  },
);

test.each([
  ['9007199254740993', '"offset":0', '"offset":9007199254740993'],
  ['-0', '"offset":0', '"offset":-0'],
  ['a member that we do not know', '"step":0', '"acks":1'],
  ['a leading zero', '"start":3334.1', '"start":03334.1'],
  ['an escape', '"1/0"', '"1\\/0"'],
  ['two members of one name', '"step":0', '"step":0,"step":1'],
  ['a value that is no text', '"1/0"', '1'],
  ['a value beyond ASCII', '"1/0"', '"é"'],
])('a send with %s is left to the schema', (_, from, to) => {
  expect(send).toContain(from);
  expect(scanned(send.replace(from, to))).toBeUndefined();
});

test.each([
  ['an offset of -1', '[0,"1/0"]', '[-1,"1/0"]'],
  ['an escape', '"1/0"', '"1\\/0"'],
  ['a space', '[0,', '[0, '],
  ['no record', '[[0,"1/0"],[1,"b"],[7,"007"]]', '[]'],
  ['two partitions', ']}}]', '],"topic1-1":[]}}]'],
  ['two members of one name', '"final":true', '"actions":[]'],
  ['a member whose name is spelled with an escape', '"final":true', '"\\u0061ctions":[]'],
  ['another type behind it', '"final":true', '"type":"end"'],
  ['another function behind it', '"final":true', '"f":"send"'],
  ['an end that is no number', '"topic1-0":8', '"topic1-0":"8"'],
])('a poll with %s is left to the schema', (_, from, to) => {
  expect(poll).toContain(from);
  expect(scanned(poll.replace(from, to))).toBeUndefined();
});
