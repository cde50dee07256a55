import { partitionRoles, type Role } from '../roles.ts';

const { leader, follower, followers } = partitionRoles;

/** Whom a scenario may name instead of a server. */
export const natsRoles: Readonly<Record<string, Role>> = {
  leader: { ...leader, text: 'the leader of the stream now' },
  follower: { ...follower, text: 'one follower; within one pick each takes another one' },
  followers: { ...followers, text: 'all servers but the leader' },
  servers: { text: 'every server' },
  all: { text: 'every node' },
};
