import { partitionRoles, type Role } from '../roles.ts';

const { leader, follower, followers } = partitionRoles;

/** Whom a scenario may name instead of a member. */
export const etcdRoles: Readonly<Record<string, Role>> = {
  leader: { ...leader, text: 'the leader now' },
  follower: { ...follower, text: 'one follower; within one pick each takes another one' },
  followers: { ...followers, text: 'all members but the leader' },
  members: { text: 'every member' },
  all: { text: 'every node' },
};
