import type { Plan } from '../plan.ts';
import type { WrittenScenario } from './load.ts';
import type { PlanOptions } from './plan-scenario.ts';
import { registries } from './registries.ts';
import {
  type VariantSummary,
  validateScenario as validateWith,
  variantsOf as variantsWith,
} from './validate-scenario.ts';
import { planOrNameTheWayOut } from './way-out.ts';

export { stepNamed } from '../steps/index.ts';
export { libraryScenarios } from './library.ts';
export { loadScenario, parseScenario, type WrittenScenario } from './load.ts';
export type { PlanOptions } from './plan-scenario.ts';
export { ScenarioProblems } from './problems.ts';
export { readYaml } from './read-yaml.ts';
export { registries } from './registries.ts';
export { threatOf } from './threat.ts';
export type { VariantSummary } from './validate-scenario.ts';

/** The plan of a scenario under its patches. Throws ScenarioProblems with everything that is wrong. */
export function planScenario(written: WrittenScenario, options: PlanOptions = {}): Plan {
  return planOrNameTheWayOut(written, options, registries);
}

/** Plans the scenario and each of its variants. Throws ScenarioProblems with everything that is wrong. */
export function validateScenario(written: WrittenScenario, options: PlanOptions = {}): readonly Plan[] {
  return validateWith(written, options, registries);
}

/** The variants of a scenario, in the order of the file. */
export function variantsOf(written: WrittenScenario): readonly VariantSummary[] {
  return variantsWith(written, registries);
}
