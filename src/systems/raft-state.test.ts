import { expect, test } from 'vitest';
import { type MemberView, stateOf } from './raft-state.ts';

const view = (number: number, changes: Partial<MemberView> = {}): MemberView => ({
  name: `member-${number}`,
  id: String(number),
  leader: '1',
  term: 2,
  applied: 20,
  end: 12,
  ...changes,
});
const nameOf = (id: string) => `member-${id}`;
const seenIn = (views: readonly MemberView[], appliedBefore: number | null) =>
  stateOf({ partition: 'keyspace', views, nameOf, appliedBefore });

test('who follows the leader and has applied as much is in sync', () => {
  expect(seenIn([view(1), view(2), view(3, { applied: 5 })], null)).toEqual({
    partition: 'keyspace',
    leader: 'member-1',
    isr: ['member-1', 'member-2'],
    epoch: 2,
    end: 12,
  });
});

test('a follower may be behind by what came since the last look', () => {
  expect(seenIn([view(1), view(2, { applied: 18 })], 18)?.isr).toEqual(['member-1', 'member-2']);
});

test('what a member of an older term tells does not count', () => {
  const old = view(1, { term: 2, leader: '1' });
  const state = seenIn([old, view(2, { term: 3, leader: '2' })], null);
  expect(state).toMatchObject({ leader: 'member-2', isr: ['member-2'], epoch: 3 });
});

test('a leader that only others name has no end', () => {
  expect(seenIn([view(2)], null)).toMatchObject({ leader: 'member-1', end: null });
});

test('nobody who answers is no state, and no vote is no leader', () => {
  expect(seenIn([], null)).toBeNull();
  expect(seenIn([view(1, { leader: null })], null)).toMatchObject({
    leader: null,
    isr: [],
    end: null,
  });
});
