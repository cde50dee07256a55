import { expect, it } from 'vitest';
import { statusOf } from './outcome.ts';

it.each([
  ['connect ECONNREFUSED 127.0.0.1:1 (ECONNREFUSED)', true, 'fail'],
  ['etcdserver: too many requests', false, 'fail'],
  ['etcdserver: request timed out', false, 'unknown'],
  ['etcdserver: leader changed', false, 'unknown'],
  ['etcdserver: no leader', false, 'unknown'],
  ['read ECONNRESET (ECONNRESET)', false, 'unknown'],
  ['The operation was aborted due to timeout', false, 'unknown'],
])('%s is %s', (error, isUnsent, status) => {
  expect(statusOf({ error, isUnsent })).toBe(status);
});
