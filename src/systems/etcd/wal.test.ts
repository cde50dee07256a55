import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWalFile } from './wal.ts';

// Of etcd 3.6.16: one member, three puts, and the zeros that were reserved ahead.
const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'three-puts.wal'));

test('a log of etcd is read to its last put', () => {
  const { entries, torn, badCrc, snapshotIndex } = readWalFile(bytes);
  expect(entries.flatMap(({ put }) => put ?? [])).toEqual([
    { key: 'record/1/0', value: '1/0' },
    { key: 'record/1/1', value: '1/1' },
    { key: 'record/1/2', value: '1/2' },
  ]);
  expect(entries.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(entries.every(({ isKnown }) => isKnown)).toBe(true);
  expect({ torn, badCrc, snapshotIndex }).toEqual({ torn: 0, badCrc: 0, snapshotIndex: 0 });
});

test('a changed byte ends what is read, as it ends recovery', () => {
  const changed = Buffer.from(bytes);
  const at = changed.lastIndexOf('1/1');
  changed[at] = 'x'.charCodeAt(0);
  const { entries, badCrc } = readWalFile(changed);
  expect(entries.filter(({ put }) => put !== null)).toHaveLength(1);
  expect(badCrc).toBe(1);
});

test('a record that is cut off is torn', () => {
  const whole = readWalFile(bytes);
  const { entries, torn } = readWalFile(bytes.subarray(0, whole.bytes - 20));
  expect(entries.length).toBeLessThan(whole.entries.length + 1);
  expect(torn).toBeGreaterThan(0);
});
