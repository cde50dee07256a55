import { expect, test } from 'vitest';
import { type MemberView, stateOf } from './states.ts';

const view = (number: number, changes: Partial<MemberView> = {}): MemberView => ({
  name: `member-${number}`,
  id: String(number),
  leader: '1',
  term: 2,
  applied: 20,
  revision: 11,
  ...changes,
});
const nameOf = (id: string) => `member-${id}`;

test('who follows the leader and has applied as much is in sync', () => {
  expect(stateOf([view(1), view(2), view(3, { applied: 5 })], nameOf, null)).toEqual({
    partition: 'keyspace',
    leader: 'member-1',
    isr: ['member-1', 'member-2'],
    epoch: 2,
    end: 12,
  });
});

test('a follower may be behind by what came since the last look', () => {
  expect(stateOf([view(1), view(2, { applied: 18 })], nameOf, 18)?.isr).toEqual(['member-1', 'member-2']);
});

test('what a member of an older term tells does not count', () => {
  const old = view(1, { term: 2, leader: '1' });
  const state = stateOf([old, view(2, { term: 3, leader: '2' })], nameOf, null);
  expect(state).toMatchObject({ leader: 'member-2', isr: ['member-2'], epoch: 3 });
});

test('a leader that only others name has no end', () => {
  expect(stateOf([view(2)], nameOf, null)).toMatchObject({ leader: 'member-1', end: null });
});

test('nobody who answers is no state, and no vote is no leader', () => {
  expect(stateOf([], nameOf, null)).toBeNull();
  expect(stateOf([view(1, { leader: null })], nameOf, null)).toMatchObject({
    leader: null,
    isr: [],
    end: null,
  });
});
