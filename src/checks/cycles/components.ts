import type { Graph } from './graph.ts';

/**
 * The strongly connected components of two or more nodes, by the least node in each. Tarjan's algorithm with a stack of its
 * own: by recursion a chain of a million operations would overflow.
 */
export function componentsOf({ ops, start, targets }: Graph): Int32Array[] {
  const count = ops.length;
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const next = start.slice(0, count);
  const open: number[] = [];
  const path: number[] = [];
  const found: Int32Array[] = [];
  let visited = 0;
  for (let root = 0; root < count; root++) {
    if (order[root] === -1) enter(root);
    while (path.length > 0) step(path.at(-1) as number);
  }
  return found.sort((a, b) => (a[0] as number) - (b[0] as number));

  function enter(node: number): void {
    order[node] = visited;
    low[node] = visited++;
    isOpen[node] = 1;
    open.push(node);
    path.push(node);
  }

  function step(node: number): void {
    const edge = next[node] as number;
    if (edge === start[node + 1]) {
      leave(node);
      return;
    }
    next[node] = edge + 1;
    const target = targets[edge] as number;
    if (order[target] === -1) enter(target);
    else if (isOpen[target] === 1) lower(node, order[target] as number);
  }

  function leave(node: number): void {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) lower(parent, low[node] as number);
    if (low[node] !== order[node]) return;
    const members = open.splice(open.lastIndexOf(node));
    for (const member of members) isOpen[member] = 0;
    if (members.length > 1) found.push(Int32Array.from(members).sort());
  }

  function lower(node: number, to: number): void {
    if (to < (low[node] as number)) low[node] = to;
  }
}
