import type { PlannedNode, PlannedTopic } from '../../plan.ts';
import { zookeeperName } from '../zookeeper/node.ts';
import type { BookkeeperCluster } from './schema.ts';

/** The node with BookKeeper's own client: it replicates each entry, so it is what leads a log. */
export const writerName = 'writer';

/** The one log: a list of ledgers, of which the last is written to. */
export const ledgersLog = 'ledgers';

/** What keeps the metadata and who writes come first: a bookie needs the one, and its cluster is made by the other. */
export function plannedNodes({ bookies }: BookkeeperCluster): readonly PlannedNode[] {
  return [
    { name: zookeeperName, role: 'zookeeper', holdsData: false },
    { name: writerName, role: 'writer', holdsData: false },
    ...Array.from({ length: bookies }, (_, at) => ({
      name: `bookie-${at + 1}`,
      role: 'bookie',
      holdsData: true,
    })),
  ];
}

/** The log that a cluster has by itself. */
export function plannedLog(nodes: readonly PlannedNode[]): PlannedTopic {
  const bookies = nodes.filter(({ holdsData }) => holdsData).map(({ name }) => name);
  return {
    name: ledgersLog,
    partitions: 1,
    replicas: bookies.length,
    config: {},
    assignment: [bookies],
    isWhole: true,
    isSpread: true,
  };
}
