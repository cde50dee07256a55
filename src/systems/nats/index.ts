import type { System } from '../system.ts';
import { classifyLine } from './classify.ts';
import { unsafeNatsSettings } from './from-afar.ts';
import { natsProblems } from './problems.ts';
import { natsRaft } from './programs.ts';
import { natsCluster, natsClusterSchema } from './schema.ts';
import { serverSpec } from './server.ts';

const client = () => import('./client.ts');
const replica = () => import('./replica.ts');

/** NATS JetStream: one stream, replicated by Raft to every server. */
export const nats: System = {
  ...natsRaft.seam,
  clusterSchema: natsClusterSchema,
  lacks: { ...natsRaft.seam.lacks, ...publishLacks() },
  problems: (cluster) => natsProblems(natsCluster(cluster)),
  unsafeFromAfar: (cluster) => unsafeNatsSettings(natsCluster(cluster)),
  nodes(plan) {
    const cluster = natsCluster(plan.cluster);
    const names = plan.nodes.map(({ name }) => name);
    const { id } = natsRaft.software(cluster);
    return plan.nodes.map((node) => serverSpec(node, names, cluster, id));
  },
  demo: { scenario: 'nats-power-loss', version: natsRaft.versions[0] ?? '' },
  loadAhead: () => Promise.all([client(), replica()]),
  client: async ({ plan, addressOf, liveNodes, signal }) =>
    (await client()).openNatsClient({
      endpointOf: (name, port) => addressOf(name, port).fromHost,
      servers: plan.nodes.map(({ name }) => name),
      liveNodes,
      signal,
    }),
  readReplica: async (machine) => (await replica()).readServerLog(machine),
  classify: classifyLine,
};

/** What a workload may say elsewhere, and why a publish knows nothing of it. */
function publishLacks(): Readonly<Record<string, string>> {
  return {
    acks: 'NATS acknowledges a message once a majority of the servers has it; leave `acks` out',
    batch: 'every message is a publish of its own here; leave `batch` out',
    codec: 'a publish is not compressed; leave `codec` out',
    idempotent: 'a publish is never repeated here; leave `idempotent` out',
    age: 'a stream gives each message the time of its arrival; leave `age` out',
    tombstones: 'a stream removes no message because of another one here; leave `tombstones` out',
  };
}
