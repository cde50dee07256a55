import type { System } from '../system.ts';
import { classifyLine } from './classify.ts';
import { unsafeEtcdFlags } from './from-afar.ts';
import { memberSpec } from './member.ts';
import { etcdProblems } from './problems.ts';
import { etcdRaft } from './programs.ts';
import { etcdCluster, etcdClusterSchema } from './schema.ts';

const client = () => import('./client.ts');
const replica = () => import('./replica.ts');

/** etcd: one keyspace, replicated by Raft to every member. */
export const etcd: System = {
  ...etcdRaft.seam,
  clusterSchema: etcdClusterSchema,
  lacks: { ...etcdRaft.seam.lacks, ...putLacks() },
  problems: (cluster) => etcdProblems(etcdCluster(cluster)),
  unsafeFromAfar: (cluster) => unsafeEtcdFlags(etcdCluster(cluster)),
  nodes(plan) {
    const cluster = etcdCluster(plan.cluster);
    const names = plan.nodes.map(({ name }) => name);
    const { id } = etcdRaft.software(cluster);
    return plan.nodes.map((node) => memberSpec(node, names, cluster, id));
  },
  demo: { scenario: 'raft-no-fsync', version: etcdRaft.versions.at(-1) ?? '' },
  loadAhead: () => Promise.all([client(), replica()]),
  client: async ({ addressOf, liveNodes }) =>
    (await client()).openEtcdClient({ endpointOf: (name) => addressOf(name, 'clients').fromHost, liveNodes }),
  readReplica: async (machine) => (await replica()).readMemberLog(machine),
  classify: classifyLine,
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
