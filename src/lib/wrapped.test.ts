import { expect, test } from 'vitest';
import { wrapped } from './wrapped.ts';

const indent = { first: 'why ', next: '    ' };

test('a text that fits stays on its line', () => {
  expect(wrapped('x'.repeat(76), indent)).toEqual([`why ${'x'.repeat(76)}`]);
});

test('a longer one breaks at spaces, below its first word, and no line is over 80 columns', () => {
  const words = Array.from({ length: 30 }, (_, index) => `word-${index}`);
  const lines = wrapped(words.join(' '), indent);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.slice(1).every((line) => /^ {4}\S/.test(line))).toBe(true);
  expect(lines.map((line) => line.slice(4)).join(' ')).toBe(words.join(' '));
});

test('a word that is longer than a line is not cut: it may be a path', () => {
  expect(wrapped(`a ${'/x'.repeat(50)} b`, indent)).toEqual(['why a', `    ${'/x'.repeat(50)}`, '    b']);
});
