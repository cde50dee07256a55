export { stepNamed } from '../steps/index.ts';
export { libraryScenarios } from './library.ts';
export { loadScenario, parseScenario, type WrittenScenario } from './load.ts';
export { clusterFor } from './own-config.ts';
export type { PlanOptions } from './plan-scenario.ts';
export { ScenarioProblems, throwProblems } from './problems.ts';
export { contentOf, placeInFile } from './read-files.ts';
export { readYaml } from './read-yaml.ts';
export { threatOf } from './threat.ts';
export { isTopicFile, topicFileContent } from './topic-config.ts';
export {
  planOrNameTheWayOut as planScenario,
  validateScenario,
  variantsOf,
} from './validate-scenario.ts';
