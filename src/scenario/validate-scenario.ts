import type { Plan } from '../plan.ts';
import type { WrittenScenario } from './load.ts';
import { type PlanOptions, planScenario } from './plan-scenario.ts';
import { type Problem, ScenarioProblems } from './problems.ts';
import { assignmentOf } from './set.ts';
import { variantsIn } from './variant.ts';
import { vocabularyFor } from './vocabulary.ts';

/** A variant as `list` and the runs over all of them show it. */
export interface VariantSummary {
  readonly name: string;
  readonly about: string | null;
}

/** The variants of a scenario, in the order of the file. */
export function variantsOf(written: WrittenScenario): VariantSummary[] {
  const variants = variantsIn(written.tree, vocabularyFor(written.tree));
  return [...variants].map(([name, { about = null }]) => ({ name, about }));
}

/**
 * Plans the scenario and each of its variants: what would only show when somebody runs that variant is told now.
 * Throws ScenarioProblems with everything; a variant's own problems name it.
 */
export function validateScenario(written: WrittenScenario, options: PlanOptions = {}): readonly Plan[] {
  const names = options.variant === undefined ? variantsOf(written).map(({ name }) => name) : [];
  const base = attempt(() => planScenario(written, options));
  const variants = names.map((variant) => ({
    variant,
    ...attempt(() => planScenario(written, { ...options, variant })),
  }));
  const known = new Set(base.problems.map(({ message }) => message));
  const own = variants.flatMap(({ variant, problems }) =>
    problems
      .filter(({ message }) => !known.has(message))
      .map(({ place, message }) => ({ place, message: `variant '${variant}': ${message}` })),
  );
  if (base.problems.length + own.length > 0) throw new ScenarioProblems([...base.problems, ...own]);
  return [base, ...variants].flatMap(({ plan }) => plan ?? []);
}

interface Attempt {
  readonly plan?: Plan;
  readonly problems: readonly Problem[];
}

function attempt(makePlan: () => Plan): Attempt {
  try {
    return { plan: makePlan(), problems: [] };
  } catch (error) {
    if (error instanceof ScenarioProblems) return { problems: error.problems };
    throw error;
  }
}

/**
 * As planScenario; but when another Kafka was asked for, and this variant cannot run on it while others can, the
 * refusal names them. Whoever asks for a version wants to see the claim there, and not to read our files first.
 */
export function planOrNameTheWayOut(written: WrittenScenario, options: PlanOptions = {}): Plan {
  try {
    return planScenario(written, options);
  } catch (error) {
    if (!(error instanceof ScenarioProblems) || !asksForAnotherCluster(options)) throw error;
    throw new ScenarioProblems(error.problems, wayOut(written, options));
  }
}

function asksForAnotherCluster({ kafka, kafkaHome, set = [] }: PlanOptions): boolean {
  return (
    kafka !== undefined ||
    kafkaHome !== undefined ||
    set.some((patch) => assignmentOf(patch).startsWith('cluster.'))
  );
}

/** The variants that can be planned under the same patches, in words; empty when there are none. */
function wayOut(written: WrittenScenario, options: PlanOptions): string {
  const all = [undefined, ...variantsOf(written).map(({ name }) => name)];
  const others = all.filter((variant) => variant !== options.variant);
  const fit = others.filter((variant) => canBePlanned(written, { ...options, variant }));
  const named = fit.filter((variant) => variant !== undefined);
  const ways = [
    ...(fit.includes(undefined) ? ['without --variant'] : []),
    ...(named.length > 0 ? [`with --variant ${named.join(', ')}`] : []),
  ];
  return ways.length > 0 ? `That Kafka can run it ${ways.join(', or ')}.` : '';
}

function canBePlanned(written: WrittenScenario, options: PlanOptions): boolean {
  try {
    planScenario(written, options);
    return true;
  } catch (error) {
    if (error instanceof ScenarioProblems) return false;
    throw error;
  }
}
