import type { WrittenScenario } from './load.ts';
import { treeAt } from './tree.ts';

/** What a scenario threatens a configuration with. */
export interface WrittenThreat {
  /** What happens, in a few words: a row of the table that `assess` prints. */
  readonly text: string;
  /** How many replicas it needs to make sense; undefined when any number serves. */
  readonly replicas: number | undefined;
}

/** The threat that a scenario is; undefined for one that makes a claim of its own. */
export function threatOf({ tree }: WrittenScenario): WrittenThreat | undefined {
  const text = leafAt(tree, ['threat']);
  if (text === undefined) return undefined;
  const replicas = leafAt(tree, ['topic', 'replicas']);
  return { text: String(text), replicas: typeof replicas === 'number' ? replicas : undefined };
}

function leafAt(tree: WrittenScenario['tree'], path: readonly string[]) {
  const found = treeAt(tree, path);
  return found?.kind === 'leaf' && found.value !== null ? found.value : undefined;
}
