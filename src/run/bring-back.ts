import type { Cluster, Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { partitionsOf } from '../plan.ts';
import { startNodes } from '../steps/start-nodes.ts';
import type { StepContext } from '../steps/step.ts';
import { stateText } from '../steps/words.ts';

const startBudgetMs = 10_000;
const inSyncBudgetMs = 10_000;

/**
 * Starts whom the steps left down, after all is read, and tells what comes of it. It decides nothing: a node that holds
 * what the others have lost may stay away, or end them (etcd: `panic: need non-empty snapshot`).
 */
export async function bringBack(
  cluster: Cluster,
  context: StepContext,
  down: readonly Node[],
): Promise<string> {
  try {
    await startNodes(context, down, startBudgetMs);
    return await inSyncOrGone(cluster, context);
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return `it did not come back: ${error.message}`;
  }
}

function inSyncOrGone(cluster: Cluster, context: StepContext): Promise<string> {
  return waitUntil<string>({
    ...context,
    what: 'every replica in sync again',
    budgetMs: inSyncBudgetMs,
    look: async () => {
      const gone = cluster.nodes.filter(({ state }) => state === 'stopped');
      if (gone.length > 0) return { done: gone.map(exitOf).join('; ') };
      const states = await cluster.partitions(context.signal);
      const wanted = partitionsOf(cluster.plan.topics);
      const short = wanted.find((partition) => {
        const state = states.find((each) => each.partition === partition);
        return !cluster.replicas(partition).every(({ name }) => state?.isr.includes(name));
      });
      if (short === undefined) return { done: 'all in sync again' };
      const state = states.find((each) => each.partition === short);
      return { seen: stateText(state, cluster.plan) };
    },
  });
}

function exitOf({ name, spec, lines }: Node): string {
  const said = spec.trouble?.(lines()) ?? lines().at(-1) ?? 'it printed nothing';
  return `${name} ended: ${said}`;
}
