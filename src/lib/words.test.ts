import { expect, test } from 'vitest';
import { countText } from './words.ts';

test.each([
  [1, 'batch', '1 batch'],
  [2, 'batch', '2 batches'],
  [0, 'record', '0 records'],
])('%i %s', (amount, thing, text) => {
  expect(countText(amount, thing)).toBe(text);
});

test('a plural of its own is told', () => {
  expect(countText(2, 'offset holds', 'offsets hold')).toBe('2 offsets hold');
});
