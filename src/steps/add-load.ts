import type { Walk } from './walk.ts';

/** Walking: a workload begins that goes on in the background. */
export function addLoad(walk: Walk, name: string): void {
  if (walk.loads.has(name))
    walk.problem(`a load called '${name}' runs already; give this one another name`, ['name']);
  walk.loads.add(name);
}
