import type { PlannedTopic } from '../../plan.ts';
import { builtVersions, examineGo } from '../go/examine.ts';
import { goSoftware } from '../go/program.ts';
import { goLacks, pinnedPrograms } from '../go/versions.ts';
import type { System } from '../system.ts';
import { classifyLine } from './classify.ts';
import { keyspace } from './keyspace.ts';
import { memberSpec, plannedMembers } from './member.ts';
import { etcdProblems } from './problems.ts';
import { etcdProgram, etcdSoftware, etcdVersions } from './programs.ts';
import { etcdRoles } from './roles.ts';
import { etcdCluster, etcdClusterSchema } from './schema.ts';

const client = () => import('./client.ts');
const replica = () => import('./replica.ts');
const programs = etcdVersions.map(etcdProgram);

/** etcd: one keyspace, replicated by Raft to every member. */
export const etcd: System = {
  name: 'etcd',
  words: { inSync: 'in sync', caughtUp: 'in sync', term: 'term', position: 'revision' },
  clusterSchema: etcdClusterSchema,
  roles: etcdRoles,
  lacks: { ...goLacks, ...putLacks() },
  needsMajority: true,
  problems: (cluster) => etcdProblems(etcdCluster(cluster)),
  warnings: () => [],
  plannedNodes: (cluster) => plannedMembers(etcdCluster(cluster)),
  ownLogs: (_cluster, nodes): readonly PlannedTopic[] => [
    {
      name: keyspace,
      partitions: 1,
      replicas: nodes.length,
      config: {},
      assignment: [nodes.map(({ name }) => name)],
      isWhole: true,
    },
  ],
  nodes(plan) {
    const cluster = etcdCluster(plan.cluster);
    const names = plan.nodes.map(({ name }) => name);
    const { id } = etcdSoftware(cluster);
    return plan.nodes.map((node) => memberSpec(node, names, cluster, id));
  },
  software: (plan) => [etcdSoftware(etcdCluster(plan.cluster))],
  versions: ({ cluster }) => ({ etcd: etcdCluster(cluster).etcd ?? String(etcdCluster(cluster).home) }),
  examine: () => examineGo(programs),
  demo: { scenario: 'raft-no-fsync', version: etcdVersions.at(-1) ?? '' },
  pinned: async () => pinnedPrograms(etcdVersions, await builtVersions(programs)),
  pinnedSoftware: (version) => goSoftware(etcdProgram(version)),
  loadAhead: () => Promise.all([client(), replica()]),
  client: async ({ addressOf, liveNodes }) =>
    (await client()).openEtcdClient({ endpointOf: (name) => addressOf(name, 'clients').fromHost, liveNodes }),
  readReplica: async (machine) => (await replica()).readMemberLog(machine),
  classify: classifyLine,
  outputWarnings: () => [],
};

/** What a workload may say elsewhere, and why a put knows nothing of it. */
function putLacks(): Readonly<Record<string, string>> {
  return {
    acks: 'etcd acknowledges a put once a majority of the members has it; leave `acks` out',
    batch: 'etcd takes one put a request; leave `batch` out',
    codec: 'etcd compresses nothing; leave `codec` out',
    idempotent: 'a put is never repeated here; leave `idempotent` out',
    age: 'a revision has no time; leave `age` out',
    tombstones: 'every record is a key of its own, so there is none to delete; leave `tombstones` out',
  };
}
