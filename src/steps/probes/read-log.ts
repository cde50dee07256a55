import { z } from 'zod';
import type { Node } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { countText, listText } from '../../lib/words.ts';
import { checkPartition, type NodeArgs, nodeArgs, selectNodes } from '../nodes.ts';
import { defineStep, type StepContext } from '../step.ts';
import { type ReplicaSight, recordReplicaLog } from './replica-log.ts';

const schema = z.union([z.null().transform((): NodeArgs => ({ nodes: [] })), nodeArgs]);

/** Shows which replica holds what at this moment; of a running broker it shows the page cache, not what is durable. */
export const readLog = defineStep({
  name: 'read-log',
  kind: 'probe',
  summary: "Record what each replica's log holds (all replicas when no node is named)",
  schema,
  example: 'read-log: [broker-2, broker-3]',
  rules(args, walk) {
    checkPartition(walk, args.partition);
    if (args.nodes.length > 0) walk.resolve(args.nodes);
  },
  describe: ({ nodes, partition }) =>
    `read the logs of ${nodes.length === 0 ? 'all replicas' : listText(nodes)}${partition === undefined ? '' : ` of ${partition}`}`,
  async run(args, context) {
    const partition = context.partition(args.partition);
    const texts: string[] = [];
    for (const node of await replicasMeant(context, args, partition)) {
      texts.push(sightText(await recordReplicaLog(context, node, partition, { final: false })));
    }
    return texts.join('; ');
  },
});

function sightText(seen: ReplicaSight): string {
  if (seen.type === 'unread-log') return `${seen.node} not read: ${seen.why}`;
  const { node, records, torn, missing } = seen;
  const lacks = missing.length === 0 ? '' : `, lacks ${missing.length} acknowledged`;
  return `${node} ${countText(records, 'record')}${torn === 0 ? '' : `, ${torn} B torn`}${lacks}`;
}

async function replicasMeant(
  context: StepContext,
  args: NodeArgs,
  partition: string,
): Promise<readonly Node[]> {
  const replicas = context.cluster.replicas(partition);
  if (args.nodes.length === 0) return replicas;
  const meant = await selectNodes(context, args);
  const holding = meant.filter(({ name }) => replicas.some((replica) => replica.name === name));
  if (holding.length > 0) return holding;
  throw new Inconclusive(
    `read-log ${listText(args.nodes)}: no replica of ${partition} is there, but on ${listText(replicas.map(({ name }) => name))}`,
  );
}
