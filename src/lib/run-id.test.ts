import { expect, test } from 'vitest';
import { isRunId, newRunId } from './run-id.ts';

test('a new id is one, and not the one before', () => {
  const id = newRunId();
  expect(isRunId(id)).toBe(true);
  expect(newRunId()).not.toBe(id);
});

test.each(['', '0011223', '001122334', '0011223g', '../../..'])('%j is no id of a run', (text) => {
  expect(isRunId(text)).toBe(false);
});
