import { z } from 'zod';
import type { Node } from '../../../cluster/cluster.ts';
import { Inconclusive, messageOf } from '../../../errors.ts';
import { expected, oneOrMany } from '../../../lib/schemas.ts';
import { type Look, waitUntil } from '../../../lib/wait-until.ts';
import { listText } from '../../../lib/words.ts';
import { isCurrent, partitionNow } from '../../../steps/look-at-partition.ts';
import {
  changeState,
  partitionArg,
  selectNodes,
  type TimedNodeArgs,
  timeoutArg,
} from '../../../steps/nodes.ts';
import { defineStep, type StepContext } from '../../../steps/step.ts';
import type { Walk } from '../../../steps/walk.ts';
import { leaderText, stateText } from '../../../steps/words.ts';
import type { Client, PartitionState } from '../../system.ts';

const replicasError = { error: expected('a list of nodes, or a map with `replicas`') };

const schema = z
  .union(
    [
      oneOrMany.transform((replicas) => ({ replicas, partition: undefined, timeout: 60_000 })),
      z.strictObject({
        replicas: oneOrMany.describe('the nodes that are to hold it, the preferred leader first'),
        partition: partitionArg.optional(),
        timeout: timeoutArg,
      }),
    ],
    replicasError,
  )
  .transform(({ replicas, partition, timeout }): TimedNodeArgs => {
    return { nodes: replicas, budgetMs: timeout, ...(partition === undefined ? {} : { partition }) };
  });

/**
 * A partition that moves to other nodes, or whose replicas change their order, so that another one is the preferred
 * leader. The proof is the cluster's: it says that nothing is being moved any more, and names exactly these replicas.
 */
export const reassign = defineStep({
  name: 'reassign',
  kind: 'action',
  summary:
    'Move a partition to these nodes, the preferred leader first, and wait until the cluster has done it',
  schema,
  example: 'reassign: [broker-2, broker-3, broker-1]',
  rules(args, walk) {
    refuseTwice(args, walk);
    changeState(walk, args, {
      from: ['running'],
      help: 'start it first, as a replica that does not run never catches up',
    });
  },
  describe,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    const partition = context.partition(args.partition);
    const before = replicasOf(await partitionNow(context, partition));
    if (before === namesOf(nodes)) {
      throw new Inconclusive(`${describe(args)}: ${partition} lies on ${before} already`);
    }
    await using client = await context.cluster.client(context.signal);
    const state = await move(client, nodes, { ...args, partition }, context);
    context.cluster.reassigned(partition, nodes);
    return `${before} → ${namesOf(nodes)}; ${leaderText(state)}`;
  },
});

interface Move extends TimedNodeArgs {
  readonly partition: string;
}

async function move(
  client: Client,
  nodes: readonly Node[],
  { partition, budgetMs, ...args }: Move,
  context: StepContext,
): Promise<PartitionState> {
  const what = describe({ ...args, budgetMs });
  if (!client.reassign || !client.isReassigning) {
    throw new Inconclusive(`${what}: this system moves no partitions`);
  }
  await client
    .reassign(
      partition,
      nodes.map(({ name }) => name),
    )
    .catch((error: unknown) => {
      throw new Inconclusive(`${what}: ${messageOf(error)}`);
    });
  const { signal, clock, onSeen } = context;
  const look = () => lookAtMove(client, nodes, partition, context);
  return waitUntil({ what, budgetMs, signal, clock, onSeen, look });
}

async function lookAtMove(
  client: Client,
  nodes: readonly Node[],
  partition: string,
  context: StepContext,
): Promise<Look<PartitionState>> {
  try {
    if (await client.isReassigning?.(partition)) return { seen: 'it is still being moved' };
  } catch (error) {
    context.signal.throwIfAborted();
    return { seen: messageOf(error) };
  }
  const state = await partitionNow(context, partition);
  const isDone = state !== undefined && isCurrent(state) && replicasOf(state) === namesOf(nodes);
  return isDone ? { done: state } : { seen: `replicas ${replicasOf(state)}, ${stateText(state)}` };
}

function replicasOf(state: PartitionState | undefined): string {
  return listText(state?.replicas ?? []);
}

function namesOf(nodes: readonly Node[]): string {
  return listText(nodes.map(({ name }) => name));
}

/** As a replica list it would be refused by the cluster, minutes later. */
function refuseTwice({ nodes }: TimedNodeArgs, walk: Walk): void {
  const twice = nodes.find((name, index) => nodes.indexOf(name) !== index);
  if (twice !== undefined) walk.problem(`${twice} stands there twice; each replica is on a node of its own`);
  const others = nodes.filter((name) => walk.nodeNames.includes(name) && !walk.holders.includes(name));
  if (others.length > 0)
    walk.problem(`${listText(others)} holds no data; there are ${walk.holders.join(', ')}`);
}

function describe({ nodes, partition }: TimedNodeArgs): string {
  return `reassign ${partition === undefined ? '' : `${partition} `}to ${listText(nodes)}`;
}
