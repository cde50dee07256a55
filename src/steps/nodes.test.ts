import { expect, test } from 'vitest';
import { resultFor } from './nodes.ts';

test('a result names the nodes only where the scenario said a role', () => {
  const nodes = [{ name: 'broker-2' }];
  expect(resultFor(['broker-2'], nodes, 'done')).toBe('done');
  expect(resultFor(['leader'], nodes, 'done')).toBe('broker-2: done');
  expect(resultFor(['leader'], nodes, '')).toBe('broker-2');
});
