import type { Plan } from '../plan.ts';
import type { WrittenScenario } from './load.ts';
import { type PlanOptions, planScenario } from './plan-scenario.ts';
import { ScenarioProblems } from './problems.ts';
import { variantsOf } from './validate-scenario.ts';
import type { Registries } from './vocabulary.ts';

/**
 * As planScenario; but when another Kafka was asked for, and this variant cannot run on it while others can, the
 * refusal names them. Whoever asks for a version wants to see the claim there, and not to read our files first.
 */
export function planOrNameTheWayOut(
  written: WrittenScenario,
  options: PlanOptions,
  registries: Registries,
): Plan {
  try {
    return planScenario(written, options, registries);
  } catch (error) {
    if (!(error instanceof ScenarioProblems) || !asksForAnotherCluster(options)) throw error;
    throw new ScenarioProblems(error.problems, wayOut(written, options, registries));
  }
}

function asksForAnotherCluster({ kafka, kafkaHome, set = [] }: PlanOptions): boolean {
  return kafka !== undefined || kafkaHome !== undefined || set.some((path) => path.startsWith('cluster.'));
}

/** The variants that can be planned under the same patches, in words; empty when there are none. */
function wayOut(written: WrittenScenario, options: PlanOptions, registries: Registries): string {
  const all = [undefined, ...variantsOf(written, registries).map(({ name }) => name)];
  const others = all.filter((variant) => variant !== options.variant);
  const fit = others.filter((variant) => canBePlanned(written, { ...options, variant }, registries));
  const named = fit.filter((variant) => variant !== undefined);
  const ways = [
    ...(fit.includes(undefined) ? ['without --variant'] : []),
    ...(named.length > 0 ? [`with --variant ${named.join(', ')}`] : []),
  ];
  return ways.length > 0 ? `That Kafka can run it ${ways.join(', or ')}.` : '';
}

function canBePlanned(written: WrittenScenario, options: PlanOptions, registries: Registries): boolean {
  try {
    planScenario(written, options, registries);
    return true;
  } catch (error) {
    if (error instanceof ScenarioProblems) return false;
    throw error;
  }
}
