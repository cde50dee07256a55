/** What the cluster tells of a partition when it is asked. */
interface Seen {
  readonly leader: string | null;
  readonly isr: readonly string[];
}

/** Nodes that a role can mean before the run, and whether it surely means all of them. */
export interface Candidates {
  readonly nodes: readonly string[];
  readonly sure: boolean;
}

/** What a scenario may say instead of a node's name. */
export interface Role {
  readonly text: string;
  /** Left out by a role that means the same nodes all through a run (`standingNodes`). */
  readonly ofPartition?: PartitionRole;
}

interface PartitionRole {
  /** By the nodes that hold data, and those of them that may run at this point. */
  readonly before: (holders: readonly string[], running: readonly string[]) => Candidates;
  /** By the nodes that the partition is assigned to, and what the cluster tells when it is asked. */
  readonly now: (replicas: readonly string[], state: () => Promise<Seen>) => Promise<readonly string[]>;
}

const amongRunning = (_: readonly string[], running: readonly string[]) => ({
  nodes: running,
  sure: running.length === 1,
});

const someHolder = (holders: readonly string[], running: readonly string[]) => ({
  nodes: running.length > 0 ? holders : [],
  sure: false,
});

const followersNow: PartitionRole['now'] = async (replicas, state) => {
  const { leader } = await state();
  return replicas.filter((name) => name !== leader);
};

/** What any replicated partition has. */
export const partitionRoles = {
  leader: {
    text: 'the leader of the partition now',
    ofPartition: { before: amongRunning, now: async (_, state) => [(await state()).leader ?? []].flat() },
  },
  follower: {
    text: 'one follower of the partition; within one pick each takes another one',
    ofPartition: {
      before: someHolder,
      now: async (replicas, state) => (await followersNow(replicas, state)).slice(0, 1),
    },
  },
  followers: {
    text: 'all replicas of the partition but its leader',
    ofPartition: { before: someHolder, now: followersNow },
  },
  isr: {
    text: 'the in-sync replicas of the partition now',
    ofPartition: { before: amongRunning, now: async (_, state) => (await state()).isr },
  },
  replicas: {
    text: 'all replicas of the partition',
    ofPartition: {
      before: (holders) => ({ nodes: holders, sure: false }),
      now: async (replicas) => replicas,
    },
  },
} satisfies Readonly<Record<string, Role>>;
