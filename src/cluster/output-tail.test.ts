import { appendFileSync, mkdtempSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { OutputTail } from './output-tail.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
const file = join(root, 'start-1.log');
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(() => writeFileSync(file, ''));

test('a line counts once its end is written, however many reads it took', () => {
  const tail = new OutputTail(file);
  appendFileSync(file, 'one\ntw');
  expect(tail.lines()).toEqual(['one']);
  appendFileSync(file, 'o');
  expect(tail.lines()).toEqual(['one']);
  appendFileSync(file, '\nthree');
  expect(tail.lines()).toEqual(['one', 'two']);
});

test('a character whose bytes come in two reads is whole', () => {
  const tail = new OutputTail(file);
  const bytes = Buffer.from('Größe €\n');
  for (const byte of bytes) {
    appendFileSync(file, Buffer.from([byte]));
    tail.lines();
  }
  expect(tail.lines()).toEqual(['Größe €']);
});

test('empty lines and those of a long output are all there, in order', () => {
  const tail = new OutputTail(file);
  const lines = Array.from({ length: 20_000 }, (_, index) => (index % 10 === 0 ? '' : `line ${index}`));
  appendFileSync(file, lines.map((line) => `${line}\n`).join(''));
  expect(tail.lines()).toEqual(lines);
});

test('a file that is not there yet has no lines, and is read once it is', () => {
  const late = join(root, 'late.log');
  const tail = new OutputTail(late);
  expect(tail.lines()).toEqual([]);
  writeFileSync(late, 'here\n');
  expect(tail.lines()).toEqual(['here']);
});

test('a new start has a file and a tail of its own: no old line passes for a new one', () => {
  appendFileSync(file, 'started\n');
  const next = join(root, 'start-2.log');
  writeFileSync(next, '');
  expect(new OutputTail(file).lines()).toEqual(['started']);
  expect(new OutputTail(next).lines()).toEqual([]);
});

test('a file that was cut short gives no line twice', () => {
  const tail = new OutputTail(file);
  appendFileSync(file, 'one\ntwo\n');
  tail.lines();
  truncateSync(file, 4);
  expect(tail.lines()).toEqual(['one', 'two']);
});

test('reading leaves no file open', () => {
  const tail = new OutputTail(file);
  const before = readdirSync('/proc/self/fd').length;
  for (let read = 0; read < 50; read += 1) tail.lines();
  expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before + 2);
});
