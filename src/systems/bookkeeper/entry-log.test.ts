import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEntryLog } from './entry-log.ts';

// Of a bookie 4.17.2 that was stopped, and so flushed its three entries.
const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'three-entries.entrylog'));

test('an entry log is read to its end', () => {
  const { entries, torn, badCrc } = readEntryLog(bytes);
  expect(entries.map(({ position, value }) => [position, value])).toEqual([
    [0, '1/0'],
    [1, '1/1'],
    [2, '1/2'],
  ]);
  expect({ torn, badCrc }).toEqual({ torn: 0, badCrc: 0 });
});

test('an entry with a changed byte is none', () => {
  const changed = Buffer.from(bytes);
  changed[changed.indexOf('1/1')] = 'x'.charCodeAt(0);
  expect(readEntryLog(changed)).toMatchObject({ entries: [{ value: '1/0' }, { value: '1/2' }], badCrc: 1 });
});

test('an entry that is cut off is torn', () => {
  const { entries, torn } = readEntryLog(bytes.subarray(0, bytes.length - 1));
  expect(entries).toHaveLength(2);
  expect(torn).toBeGreaterThan(0);
});
