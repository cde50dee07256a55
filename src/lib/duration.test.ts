import { expect, test } from 'vitest';
import { formatSeconds, parseDurationMs, writtenDuration } from './duration.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['8d', 691_200_000],
  [' 30s ', 30_000],
  ['0s', 0],
])('%j is %i ms', (text, ms) => {
  expect(parseDurationMs(text)).toBe(ms);
});

test.each(['', '30', 's', '-1s', '1.s', '1e3s', '30 s', '1m30s', '5w'])('%j is no duration', (text) => {
  expect(parseDurationMs(text)).toBeUndefined();
});

test.each([
  [0, '0.0 s'],
  [49, '0.0 s'],
  [4100, '4.1 s'],
  [61_000, '61.0 s'],
])('%i ms are shown as %s', (ms, text) => {
  expect(formatSeconds(ms)).toBe(text);
});

test.each(['8d', '36h', '90s', '1500ms', '2m'])('%s is written as it was', (text) => {
  expect(writtenDuration(parseDurationMs(text) ?? 0)).toBe(text);
});
