import type { Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import type { NodeArgs } from './node-args.ts';
import type { StepContext } from './step.ts';

/** The nodes meant now, each once. A name that means nobody now would make the step do less than it says: it ends the steps. */
export async function selectNodes(context: StepContext, args: NodeArgs): Promise<readonly Node[]> {
  const chosen = new Set<Node>();
  for (const target of args.nodes) {
    const nodes = await context.select([target], args.partition);
    if (nodes.length === 0) throw new Inconclusive(`${target}: no node is that now`);
    for (const node of nodes) chosen.add(node);
  }
  return [...chosen];
}
