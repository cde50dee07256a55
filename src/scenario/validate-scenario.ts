import type { Plan } from '../plan.ts';
import type { WrittenScenario } from './load.ts';
import { type PlanOptions, planScenario } from './plan-scenario.ts';
import { type Problem, ScenarioProblems } from './problems.ts';
import { variantsIn } from './variant.ts';
import { type Registries, vocabularyFor } from './vocabulary.ts';

/** A variant as `list` and the runs over all of them show it. */
export interface VariantSummary {
  readonly name: string;
  readonly about: string | null;
}

/** The variants of a scenario, in the order of the file. */
export function variantsOf(written: WrittenScenario, registries: Registries): VariantSummary[] {
  const variants = variantsIn(written.tree, vocabularyFor(written.tree, registries));
  return [...variants].map(([name, { about = null }]) => ({ name, about }));
}

/**
 * Plans the scenario and each of its variants: what would only show when somebody runs that variant is told now.
 * Throws ScenarioProblems with everything; a variant's own problems name it.
 */
export function validateScenario(
  written: WrittenScenario,
  options: PlanOptions,
  registries: Registries,
): readonly Plan[] {
  const names = options.variant === undefined ? variantsOf(written, registries).map(({ name }) => name) : [];
  const base = attempt(() => planScenario(written, options, registries));
  const variants = names.map((variant) => ({
    variant,
    ...attempt(() => planScenario(written, { ...options, variant }, registries)),
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
