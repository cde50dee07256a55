import { expect, test } from 'vitest';
import { decodeRefusal, encodeElection } from './elect-leaders.ts';

const int16 = (value: number) => [(value >> 8) & 0xff, value & 0xff];
const int32 = (value: number) => [0, 0, ...int16(value)];
const text = (value: string) => [...int16(value.length), ...Buffer.from(value)];
const topic1 = [...int32(1), ...text('topic1'), ...int32(1), ...int32(3)];

test.each([
  ['preferred', 0],
  ['unclean', 1],
] as const)('a %s election of one partition is asked for', (type, code) => {
  const { buffer } = encodeElection({ topic: 'topic1', partition: 3 }, type);
  expect([...buffer]).toEqual([code, ...topic1, ...int32(30_000)]);
});

const answer = (code: number, message: readonly number[]) =>
  Buffer.from([...int32(0), ...int16(0), ...topic1, ...int16(code), ...message]);
const noText = [0xff, 0xff];

test.each([
  ['held', answer(0, noText), null],
  ['refused in words', answer(84, text('leads already')), 'leads already'],
  ['refused without words', answer(80, noText), 'error 80'],
  ['refused as a whole', Buffer.from([...int32(0), ...int16(41), ...int32(0)]), 'error 41'],
  [
    'without a result',
    Buffer.from([...int32(0), ...int16(0), ...int32(0)]),
    'it told nothing of the partition',
  ],
])('an election that was %s', (_, bytes, refusal) => {
  expect(decodeRefusal(bytes)).toBe(refusal);
});
