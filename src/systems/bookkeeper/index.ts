import type { Plan } from '../../plan.ts';
import { hostJavaVersion, withHostArchives } from '../java/host-archives.ts';
import type { System } from '../system.ts';
import { zookeeperName, zookeeperNode } from '../zookeeper/node.ts';
import { bookieNode } from './bookie.ts';
import { classifyLine } from './classify.ts';
import type { BookkeeperSoftware } from './distribution/bookkeeper-software.ts';
import { bookkeeperSoftware, bookkeeperVersions } from './distribution/software.ts';
import { trainedBookkeeper } from './distribution/training.ts';
import { examineBookkeeper, pinnedBookkeeper } from './examine.ts';
import { unsafeBookieSettings } from './from-afar.ts';
import { plannedLog, plannedNodes, writerName } from './layout.ts';
import { bookkeeperProblems } from './problems.ts';
import { bookkeeperRoles } from './roles.ts';
import { bookkeeperCluster, bookkeeperClusterSchema } from './schema.ts';
import { writerNode } from './writer.ts';

const client = () => import('./client.ts');
const replica = () => import('./replica.ts');

function softwareOf({ cluster }: Plan): BookkeeperSoftware {
  const software = bookkeeperSoftware(bookkeeperCluster(cluster).bookkeeper);
  return withHostArchives(software, trainedBookkeeper(software));
}

/** Apache BookKeeper: ledgers that their writer replicates to bookies, with ZooKeeper as the metadata store. */
export const bookkeeper: System = {
  name: 'bookkeeper',
  words: { inSync: 'available', caughtUp: 'available', term: 'ledger', position: 'position' },
  clusterSchema: bookkeeperClusterSchema,
  roles: bookkeeperRoles,
  lacks: entryLacks(),
  problems: (cluster) => bookkeeperProblems(bookkeeperCluster(cluster)),
  unsafeFromAfar: (cluster) => unsafeBookieSettings(bookkeeperCluster(cluster)),
  warnings: () => [],
  plannedNodes: (cluster) => plannedNodes(bookkeeperCluster(cluster)),
  ownLogs: (_cluster, nodes) => [plannedLog(nodes)],
  nodes(plan) {
    const cluster = bookkeeperCluster(plan.cluster);
    const software = softwareOf(plan);
    return plan.nodes.map((node) => {
      if (node.name === zookeeperName) return zookeeperNode(node, software);
      return node.name === writerName ? writerNode(node, software) : bookieNode(node, cluster, software);
    });
  },
  software: (plan) => [softwareOf(plan)],
  versions(plan) {
    const { version, zookeeper } = softwareOf(plan);
    return { BookKeeper: version, ZooKeeper: zookeeper.version };
  },
  versionsHere: hostJavaVersion,
  examine: examineBookkeeper,
  demo: { scenario: 'bookkeeper-kill-all', version: bookkeeperVersions.at(-1) ?? '' },
  pinned: pinnedBookkeeper,
  pinnedSoftware: (version) => bookkeeperSoftware(version),
  loadAhead: () => Promise.all([client(), replica()]),
  client: async ({ plan, addressOf }) =>
    (await client()).openBookkeeperClient({
      endpoint: addressOf(writerName, 'clients').fromHost,
      ledger: bookkeeperCluster(plan.cluster).ledger,
    }),
  readReplica: async (machine) => (await replica()).readBookieLog(machine),
  stoppedCleanly: async (node, machine) => (await replica()).stoppedCleanly(node, machine),
  classify: classifyLine,
  outputWarnings: () => [],
};

/** What a workload may say elsewhere, and why an entry knows nothing of it. */
function entryLacks(): Readonly<Record<string, string>> {
  return {
    acks: 'an entry is acknowledged by as many bookies as `ledger.ackQuorum` says; leave `acks` out',
    batch: 'each record is an entry of its own; leave `batch` out',
    codec: 'BookKeeper compresses nothing; leave `codec` out',
    idempotent: 'an entry is never sent twice here; leave `idempotent` out',
    age: 'an entry has no time; leave `age` out',
    tombstones: 'a ledger deletes no single entry; leave `tombstones` out',
  };
}
