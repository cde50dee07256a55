import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from './journal.ts';

// Of a bookie 4.17.2 that was stopped: three entries of one ledger, and zeros of what was reserved ahead.
const bytes = readFileSync(join(import.meta.dirname, 'fixtures', 'three-entries.txn'));

test('a journal is read to its last entry', () => {
  const { entries, torn, badCrc } = readJournal(bytes);
  expect(entries).toEqual([
    { ledger: 0, entry: 0, position: 0, value: '1/0' },
    { ledger: 0, entry: 1, position: 1, value: '1/1' },
    { ledger: 0, entry: 2, position: 2, value: '1/2' },
  ]);
  expect({ torn, badCrc }).toEqual({ torn: 0, badCrc: 0 });
});

test('an entry with a changed byte is none, and the others are', () => {
  const changed = Buffer.from(bytes);
  changed[changed.indexOf('1/1')] = 'x'.charCodeAt(0);
  const { entries, badCrc } = readJournal(changed);
  expect(entries.map(({ value }) => value)).toEqual(['1/0', '1/2']);
  expect(badCrc).toBe(1);
});

test('a record that is cut off is torn', () => {
  const { entries, torn } = readJournal(bytes.subarray(0, bytes.indexOf('1/2') + 1));
  expect(entries).toHaveLength(2);
  expect(torn).toBeGreaterThan(0);
});

test('what is no journal holds nothing, and is torn', () => {
  expect(readJournal(Buffer.from('BKLX and more'))).toMatchObject({ entries: [], torn: 13 });
  expect(readJournal(Buffer.alloc(4096))).toMatchObject({ entries: [], torn: 0 });
});
