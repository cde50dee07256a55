import type { PlannedTopic } from '../../plan.ts';
import { builtVersions, examineGo } from '../go/examine.ts';
import { goSoftware } from '../go/program.ts';
import { goLacks, pinnedPrograms } from '../go/versions.ts';
import type { System } from '../system.ts';
import { classifyLine } from './classify.ts';
import { natsProblems } from './problems.ts';
import { natsProgram, natsSoftware, natsVersions } from './programs.ts';
import { natsRoles } from './roles.ts';
import { natsCluster, natsClusterSchema } from './schema.ts';
import { plannedServers, serverSpec } from './server.ts';
import { streamName } from './stream.ts';

const client = () => import('./client.ts');
const replica = () => import('./replica.ts');
const programs = natsVersions.map(natsProgram);

/** NATS JetStream: one stream, replicated by Raft to every server. */
export const nats: System = {
  name: 'nats',
  words: { inSync: 'in sync', caughtUp: 'in sync', term: 'term', position: 'sequence' },
  clusterSchema: natsClusterSchema,
  roles: natsRoles,
  lacks: { ...goLacks, ...publishLacks() },
  needsMajority: true,
  problems: (cluster) => natsProblems(natsCluster(cluster)),
  warnings: () => [],
  plannedNodes: (cluster) => plannedServers(natsCluster(cluster)),
  ownLogs: (_cluster, nodes): readonly PlannedTopic[] => [
    {
      name: streamName,
      partitions: 1,
      replicas: nodes.length,
      config: {},
      assignment: [nodes.map(({ name }) => name)],
      isWhole: true,
    },
  ],
  nodes(plan) {
    const cluster = natsCluster(plan.cluster);
    const names = plan.nodes.map(({ name }) => name);
    const { id } = natsSoftware(cluster);
    return plan.nodes.map((node) => serverSpec(node, names, cluster, id));
  },
  software: (plan) => [natsSoftware(natsCluster(plan.cluster))],
  versions: ({ cluster }) => ({ NATS: natsCluster(cluster).nats ?? String(natsCluster(cluster).home) }),
  examine: () => examineGo(programs),
  demo: { scenario: 'nats-power-loss', version: natsVersions[0] ?? '' },
  pinned: async () => pinnedPrograms(natsVersions, await builtVersions(programs)),
  pinnedSoftware: (version) => goSoftware(natsProgram(version)),
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
  outputWarnings: () => [],
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
