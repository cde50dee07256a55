import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableBytes, printableProse } from './printable.ts';

test.each([
  ['key9 = 1/9', 'key9 = 1/9'],
  ['日本 café', '日本 café'],
  ['a\nb\tc', 'a\\nb\\tc'],
  ['\u001b[31mred\u0000', '\\x1b[31mred\\x00'],
  ['\u009b31m', '\\x9b31m'],
  ['abc\u202ecba', 'abc\\u{202e}cba'],
  ['C:\\n', 'C:\\\\n'],
])('%j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('bytes that are no text are shown as hex', () => {
  expect(printableBytes(Buffer.from([0x41, 0xff, 0x00, 0x1b, 0xe9]))).toBe('A\\xff\\x00\\x1b\\xe9');
});

test('no bytes ever put a control character on the screen', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(printableBytes(bytes)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
  );
});

test('different texts stay different', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(printable(a) === printable(b)).toBe(a === b);
    }),
  );
});

test('prose keeps its backslashes, and acts no more than a record does', () => {
  expect(printableProse('a\\b \u001b[2J\u202e\n')).toBe('a\\b \\x1b[2J\\u{202e}\\n');
});
