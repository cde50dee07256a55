import { setMaxListeners } from 'node:events';
import type { Cluster } from '../cluster/cluster.ts';
import { HarnessError, Inconclusive } from '../errors.ts';
import type { Plan, PlannedStep } from '../plan.ts';
import { stepNamed } from '../steps/index.ts';
import type { Step, StepContext } from '../steps/step.ts';
import { allInSync, createTopics, settleDisks } from './bring-up.ts';
import { perform, type Recording } from './perform.ts';

export interface Stepping {
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly recording: Recording;
  readonly contextOf: (step: number | null, signal?: AbortSignal) => StepContext;
  /** The index of the step before which the run stops; left out, it performs all. */
  readonly until?: number | undefined;
}

/**
 * Performs the plan's steps in order, until one gives up or the run's budget is spent. Answers with `stopped` before the
 * step until which it was asked to go: the cluster is to stay as it is then.
 */
export async function runSteps({
  plan,
  cluster,
  recording,
  contextOf,
  until,
}: Stepping): Promise<'stopped' | 'done'> {
  const budget = startBudget(plan.budgetMs);
  const signal = AbortSignal.any([recording.signal, budget.signal]);
  // Every load listens for the end, and so does whatever it waits for: Node.js would warn of a leak from eleven on.
  setMaxListeners(0, signal);
  let hasTopics = plan.autostart;
  try {
    for (const [index, planned] of plan.steps.entries()) {
      const step = stepOf(planned);
      const { name, kind } = step;
      const what = { phase: 'steps', index, name, kind, text: step.describe(planned.args) } as const;
      const outcome = await perform({ ...recording, signal }, what, async () => {
        if (index === until) throw new Inconclusive('stopped before this step, by --until');
        const result = await step.run(planned.args, contextOf(index, signal));
        if (!hasTopics) hasTopics = await makeTopicsOnceUp(cluster, contextOf(index, signal));
        return result;
      });
      if (outcome === 'gave-up') return index === until ? 'stopped' : 'done';
    }
    return 'done';
  } finally {
    budget.stop();
  }
}

function stepOf({ name }: PlannedStep): Step {
  const step = stepNamed(name);
  if (!step) throw new HarnessError(`the plan has a step '${name}' that nobody knows`);
  return step;
}

/** With `autostart: false` the topics can be made only once the steps have started every broker. */
async function makeTopicsOnceUp(cluster: Cluster, context: StepContext): Promise<boolean> {
  if (!cluster.nodes.every(({ state }) => state === 'running')) return false;
  await createTopics(cluster, context.signal);
  await allInSync(cluster, context);
  await settleDisks(cluster);
  return true;
}

function startBudget(budgetMs: number): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const spent = new Inconclusive(`the run's budget of ${budgetMs / 1000} s is spent`);
  const timer = setTimeout(() => controller.abort(spent), budgetMs);
  return { signal: controller.signal, stop: () => clearTimeout(timer) };
}
