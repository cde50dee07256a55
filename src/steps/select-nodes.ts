import type { Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import type { NodeArgs } from './node-args.ts';
import type { StepContext } from './step.ts';

/** The nodes meant now. A role that nobody has now would make the step do nothing, so it ends the steps. */
export async function selectNodes(context: StepContext, args: NodeArgs): Promise<readonly Node[]> {
  const nodes = await context.select(args.nodes, args.partition);
  if (nodes.length === 0) throw new Inconclusive(`${args.nodes.join(', ')}: no node is that now`);
  return nodes;
}
