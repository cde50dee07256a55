import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readAll } from '../../lib/read-all.ts';
import { ByteReader } from './byte-reader.ts';

const reader = (...pieces: string[]) =>
  new ByteReader(Readable.from(pieces.map((piece) => Buffer.from(piece))));

test('lines, counted bytes and the rest follow each other, whatever the pieces', async () => {
  const from = reader('0 5', ' 0\nhe', 'llo', '17\noutput', ' goes on');
  expect(await from.line()).toBe('0 5 0');
  expect(String(await from.bytes(5))).toBe('hello');
  expect(await from.line()).toBe('17');
  expect(String(await readAll(from.rest()))).toBe('output goes on');
});

test('a stream that ends too early is null, not a short answer', async () => {
  expect(await reader('no end').line()).toBeNull();
  expect(await reader('abc').bytes(4)).toBeNull();
});

test('no bytes are an empty answer, even at the end', async () => {
  expect(await reader().bytes(0)).toEqual(Buffer.alloc(0));
});
