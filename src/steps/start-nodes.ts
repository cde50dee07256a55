import { metadataFirst, type Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import { allDone } from '../lib/all-done.ts';
import { exitText } from './end-node.ts';
import type { StepContext } from './step.ts';

/** Starts the nodes and waits until each is ready: those that keep the metadata first, as brokers need them. */
export async function startNodes(
  context: StepContext,
  nodes: readonly Node[],
  budgetMs: number,
): Promise<readonly string[]> {
  const results: string[] = [];
  for (const group of metadataFirst(nodes)) {
    results.push(...(await allDone(group.map((node) => startNode(context, node, budgetMs)))));
  }
  return results;
}

async function startNode(context: StepContext, node: Node, budgetMs: number): Promise<string> {
  if (node.state !== 'new' && node.state !== 'stopped') {
    throw new Inconclusive(`start ${node.name}: it is ${node.state} already`, node.state);
  }
  try {
    const onSeen = (seen: unknown) => context.onSeen(`${node.name}: ${String(seen)}`);
    await node.start({ budgetMs, signal: context.signal, onSeen });
    return '';
  } catch (error) {
    const isExpected = context.plan.expect.down.includes(node.name);
    // Only a process that is gone is surely down: one that is merely slow proves nothing.
    const isGone = (await node.process?.state()) === 'gone';
    if (!isExpected || !isGone || !(error instanceof Inconclusive)) throw error;
    const exit = await node.process?.exited;
    return `${node.name} did not come up, as expected${exit ? ` (${exitText(exit)})` : ''}`;
  }
}
