import { expect, test } from 'vitest';
import { paddedTo, withoutPadding } from './payload.ts';

test.each([0, 3, 4, 5, 1000])('a value padded to %i bytes is found again', (bytes) => {
  const text = paddedTo('1/9', bytes);
  expect(Buffer.byteLength(text)).toBe(Math.max(3, bytes));
  expect(withoutPadding(text)).toBe('1/9');
});

test.each(['1/9 ..x', '1/9. ', ' ...', 'hello ...', '', '1/9  ..'])('%j is no padded value', (text) => {
  expect(withoutPadding(text)).toBe(text);
});
