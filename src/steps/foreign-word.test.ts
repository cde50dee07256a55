import { expect, test } from 'vitest';
import { foreignWord } from './foreign-word.ts';

test('a word of another system is refused with all that this one has', () => {
  const all = [{ name: 'kill' }, { name: 'format', system: 'kafka' }, { name: 'compact', system: 'etcd' }];
  expect(foreignWord('step', { name: 'format', system: 'kafka' }, 'etcd', all)).toBe(
    "'format' is a step of kafka; etcd has kill, compact",
  );
});
