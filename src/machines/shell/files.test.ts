import { expect, test } from 'vitest';
import { parseListing } from './files.ts';

test('a listing is in name order, a folder directly before what is in it', () => {
  const text = ['f 3 data-1/x', 'd 4096 data', 'f 7 data/00.log', 'd 4096 data-1'].map((line) => `${line}\0`);
  expect(parseListing(text.join('')).map(({ path }) => path)).toEqual([
    'data',
    'data/00.log',
    'data-1',
    'data-1/x',
  ]);
});

test('names may hold anything but a zero byte', () => {
  expect(parseListing('f 10 a b\nd 7 c\0')).toEqual([{ path: 'a b\nd 7 c', bytes: 10, isFolder: false }]);
});

test('an empty folder is an empty list', () => {
  expect(parseListing('')).toEqual([]);
});
