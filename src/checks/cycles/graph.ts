import type { VisitEdge } from './edges.ts';

/** The operations that may be on a cycle, by numbers of their own, with their edges one after another. */
export interface Graph {
  /** The operation of each node, rising. */
  readonly ops: Int32Array;
  /** The targets of node n are `targets[start[n]] … targets[start[n + 1] - 1]`. */
  readonly start: Int32Array;
  readonly targets: Int32Array;
}

type EachEdge = (visit: VisitEdge) => void;

/**
 * The part of the graph in which cycles can be. A cycle has to come back: all its operations lie below edges that go from a
 * later line of the history to an earlier one, and such edges are few. Undefined when there are none.
 */
export function graphOf(opCount: number, eachEdge: EachEdge): Graph | undefined {
  const window = windowsOf(opCount, eachEdge);
  if (!window) return undefined;
  const node = new Int32Array(opCount).fill(-1);
  let count = 0;
  for (let op = 0; op < opCount; op++) if (window[op] !== -1) node[op] = count++;
  const ops = new Int32Array(count);
  for (let op = 0; op < opCount; op++) if (node[op] !== -1) ops[node[op] as number] = op;
  const isInside = (from: number, to: number) => window[from] !== -1 && window[from] === window[to];
  const start = new Int32Array(count + 1);
  eachEdge((from, to) => {
    if (isInside(from, to)) (start[(node[from] as number) + 1] as number)++;
  });
  for (let n = 0; n < count; n++) (start[n + 1] as number) += start[n] as number;
  const targets = new Int32Array(start[count] as number);
  const free = start.slice();
  eachEdge((from, to) => {
    if (isInside(from, to)) targets[(free[node[from] as number] as number)++] = node[to] as number;
  });
  return { ops, start, targets };
}

/** For each operation the number of the stretch below edges that go back, or -1. */
function windowsOf(opCount: number, eachEdge: EachEdge): Int32Array | undefined {
  let reach: Int32Array | undefined;
  eachEdge((from, to) => {
    if (from < to) return;
    reach ??= new Int32Array(opCount);
    if ((reach[to] as number) < from) reach[to] = from;
  });
  if (!reach) return undefined;
  let [covered, window] = [-1, -1];
  for (let op = 0; op < opCount; op++) {
    const until = reach[op] as number;
    if (op > covered && until > op) window += 1;
    covered = Math.max(covered, until);
    reach[op] = op <= covered ? window : -1;
  }
  return reach;
}
