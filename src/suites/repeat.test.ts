import { expect, test } from 'vitest';
import { repeat } from './repeat.ts';

function runs(...exits: readonly number[]) {
  const left = [...exits];
  return async () => left.shift() ?? 0;
}

test('every run counts and the worst decides', async () => {
  const summary = await repeat({ times: 3, runOnce: runs(0, 3, 0), isLast: () => false });
  expect(summary).toMatchObject({ exit: 3, line: { text: '  as expected 2 of 3', tone: 'bad' } });
});

test('it stops at the first run that is not as expected, and says so', async () => {
  const summary = await repeat({ times: 20, runOnce: runs(0, 1, 0), isLast: (exit) => exit !== 0 });
  expect(summary.exit).toBe(1);
  expect(summary.line.text).toBe('  as expected 1 of 2; stopped after 2 of 20 runs');
});
