import { expect, test } from 'vitest';
import { shardOf, shareOf } from './shard.ts';

const all = [0, 1, 2, 3, 4, 5, 6];

test('the shares of all machines are the whole, each once', () => {
  const shares = [1, 2, 3].map((index) => shareOf(all, shardOf(`${index}/3`, {})));
  expect(shares.flat().sort()).toEqual(all);
  expect(shares.map(({ length }) => length)).toEqual([3, 2, 2]);
});

test('a pod of an Indexed Job knows its share by itself, counted from 0; the flag wins', () => {
  const env = { JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '3' };
  expect(shareOf(all, shardOf(undefined, env))).toEqual([0, 3, 6]);
  expect(shardOf('2/2', env)).toEqual({ index: 1, count: 2 });
  expect(shareOf(all, shardOf(undefined, { JOB_COMPLETION_INDEX: '0' }))).toEqual(all);
});

test.each(['0/3', '4/3', '1', 'a/b', '1/0', '-1/2'])('%s is refused', (text) => {
  expect(() => shardOf(text, {})).toThrow(/--shard: expected I\/N/);
});
