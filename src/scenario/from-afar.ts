import { UserError } from '../errors.ts';
import type { Plan } from '../plan.ts';
import { systems } from '../systems/index.ts';
import { parseScenario, type WrittenScenario } from './load.ts';
import { type PlanOptions, patchedTree, planScenario } from './plan-scenario.ts';
import { toData, withoutKey } from './tree.ts';

/** A scenario with all that is laid over it, in one text: nothing of it is in other files any more. */
export function patchedText(written: WrittenScenario, options: PlanOptions): string {
  return JSON.stringify(toData(withoutKey(patchedTree(written, options), ['variants'])));
}

/**
 * The plan of a text that another machine sent: checked as any scenario is, and then for what a file of one's own may
 * ask for and a stranger's may not: programs of this machine, files and connections beyond the run's own.
 */
export function planFromAfar(
  text: string,
  { name, runtime }: { readonly name: string; readonly runtime: string },
): Plan {
  const plan = planScenario(parseScenario(text, `${name}.yaml`), { runtime });
  const reasons = unsafeFromAfar(plan);
  if (reasons.length === 0) return plan;
  throw new UserError(`this can't be run from another machine: ${reasons.join('; ')}`);
}

/** Why a plan may run only where somebody wrote it; none when it may run anywhere. */
export function unsafeFromAfar({ system: name, cluster }: Plan): readonly string[] {
  const system = systems.find((one) => one.name === name);
  const home = cluster.home === undefined ? [] : ["'home' is a program of one machine"];
  if (!system?.unsafeFromAfar) return [...home, `${name} has no list of what is safe`];
  return [...home, ...system.unsafeFromAfar(cluster)];
}

/** Whether a text can name one file in a folder, and no way out of it. */
export function isOneName(text: string): boolean {
  return /^[^/\\\p{Cc}]+$/u.test(text) && !['.', '..'].includes(text);
}
