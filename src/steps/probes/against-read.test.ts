import { expect, test } from 'vitest';
import type { PartitionRead, ReplicaLog } from '../../systems/system.ts';
import { againstRead } from './against-read.ts';

const log = (records: ReplicaLog['records'], start = 0): ReplicaLog => ({
  start,
  end: (records.at(-1)?.[0] ?? -1) + 1,
  bytes: 0,
  torn: 0,
  badCrc: 0,
  epochs: [],
  records,
});
const read = (records: PartitionRead['records'], atEnd: number | null, atStart = 0): PartitionRead => ({
  records,
  atEnd,
  atStart,
});
const a = [0, 'a'] as const;
const b = [1, 'b'] as const;
const c = [2, 'c'] as const;

test('the same records are the same', () => {
  expect(againstRead(log([a, b]), read([a, b], 2))).toMatchObject({
    same: 2,
    lacks: [],
    extra: [],
    unlisted: 0,
  });
});

test('an empty log lacks all that was read', () => {
  expect(againstRead(log([]), read([a, b], 2))).toMatchObject({ same: 0, lacks: [a, b] });
});

test('what was not read is extra, also when nothing was', () => {
  expect(againstRead(log([a, b]), read([], 2))).toMatchObject({ same: 0, extra: [a, b] });
});

test('another value at an offset is both', () => {
  expect(againstRead(log([a, [1, 'x']]), read([a, b], 2))).toMatchObject({
    same: 1,
    lacks: [b],
    extra: [[1, 'x']],
  });
});

test('an offset that the log holds twice is held against the read once', () => {
  expect(againstRead(log([a, a]), read([a], 1))).toMatchObject({ same: 1, extra: [a] });
});

test('a value that was not opened is counted at its offset', () => {
  expect(againstRead(log([[0, null]]), read([a], 1))).toMatchObject({
    same: 0,
    unread: 1,
    lacks: [],
    extra: [],
  });
});

test('what lies outside both starts and the high watermark is counted apart', () => {
  expect(againstRead(log([b, c], 1), read([a, b], 2))).toMatchObject({
    from: 1,
    expired: 1,
    above: 1,
    same: 1,
  });
  expect(againstRead(log([a, b]), read([b], 2, 1))).toMatchObject({ from: 1, below: 1, same: 1 });
});

test('a read without an end tells nothing', () => {
  expect(againstRead(log([a]), read([a], null))).toBeUndefined();
});
