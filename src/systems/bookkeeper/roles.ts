import type { Role } from '../roles.ts';

/** Whom a scenario may name instead of a node. */
export const bookkeeperRoles: Readonly<Record<string, Role>> = {
  bookies: { text: 'every bookie' },
  metadata: { text: 'ZooKeeper and the writer: all nodes that hold no entries' },
  all: { text: 'every node' },
};
