import type { Graph } from './graph.ts';

/** The shortest way from one node to another within a component, both ends included; at least one edge long. */
export function shortestPath(
  { start, targets }: Graph,
  { from, to, within }: { readonly from: number; readonly to: number; readonly within: ReadonlySet<number> },
): number[] | undefined {
  const cameFrom = new Map<number, number>();
  const queue = [from];
  for (const node of queue) {
    for (let edge = start[node] as number; edge < (start[node + 1] as number); edge++) {
      const target = targets[edge] as number;
      if (target === to) return unwind(cameFrom, { from, last: node, to });
      if (!within.has(target) || cameFrom.has(target) || target === from) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return undefined;
}

function unwind(
  cameFrom: ReadonlyMap<number, number>,
  { from, last, to }: { from: number; last: number; to: number },
): number[] {
  const path = [to, last];
  for (let at = last; at !== from; ) {
    at = cameFrom.get(at) as number;
    path.push(at);
  }
  return path.reverse();
}
