import { expect, test } from 'vitest';
import { didYouMean, nearest } from './suggest.ts';

const steps = ['kill', 'stop', 'pause', 'produce', 'wait'];

test.each([
  ['kil', 'kill'],
  ['prodcue', 'produce'],
  ['stpo', 'stop'],
])('%s is taken for %s', (name, meant) => {
  expect(nearest(name, steps)).toBe(meant);
  expect(didYouMean(name, steps)).toBe(`; did you mean '${meant}'?`);
});

test.each(['xy', 'electricity', ''])('%j is near to nothing, so nothing is suggested', (name) => {
  expect(nearest(name, steps)).toBeUndefined();
  expect(didYouMean(name, steps)).toBe('');
});

test('without known names nothing is suggested', () => {
  expect(nearest('kill', [])).toBeUndefined();
});
