export { stepNamed } from '../steps/index.ts';
export { isOneName, planFromAfar, unsafeFromAfar } from './from-afar.ts';
export { libraryScenarios } from './library.ts';
export { loadScenario, parseScenario, threatOf, type WrittenScenario } from './load.ts';
export { contentOf, placeInFile } from './own-config/files.ts';
export { clusterFor } from './own-config/index.ts';
export { isTopicFile, topicFileContent } from './own-config/topics.ts';
export type { PlanOptions } from './plan-scenario.ts';
export { ScenarioProblems, throwProblems } from './problems.ts';
export { readYaml } from './read-yaml.ts';
export type { SetPatch } from './set.ts';
export { loadSuite, type Suite, type SuiteCell } from './suite/load.ts';
export {
  planOrNameTheWayOut as planScenario,
  validateScenario,
  variantsOf,
} from './validate-scenario.ts';
