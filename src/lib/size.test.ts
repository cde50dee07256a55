import { expect, test } from 'vitest';
import { formatBytes, parseSizeBytes } from './size.ts';

test.each([
  ['10', 10],
  ['10B', 10],
  ['1KB', 1000],
  ['4KiB', 4096],
  ['4 KiB', 4096],
  ['512MiB', 536_870_912],
  ['2GB', 2_000_000_000],
  ['1GiB', 1_073_741_824],
])('%j is %i bytes', (text, bytes) => {
  expect(parseSizeBytes(text)).toBe(bytes);
});

test.each(['', 'KiB', '-1', '1.5MiB', '4kib', '1TB'])('%j is no size', (text) => {
  expect(parseSizeBytes(text)).toBeUndefined();
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [419_430_400, '400.0 MiB'],
  [3_221_225_472, '3.0 GiB'],
])('%i bytes are shown as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
