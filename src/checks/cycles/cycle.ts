import type { Facts } from '../../history/facts.ts';
import type { Finding } from '../check.ts';
import { componentsOf } from './components.ts';
import { type Edge, type EdgeKind, edgesOf, forEachEdge } from './edges.ts';
import { type Graph, graphOf } from './graph.ts';
import { shortestPath } from './path.ts';

/** Operations of which each depends on all others, so there is no order in which they can have happened. */
export interface Knot {
  readonly graph: Graph;
  readonly nodes: ReadonlySet<number>;
}

/** Every knot of the graph with edges of these kinds. */
export function knotsOf(facts: Facts, kinds: readonly EdgeKind[]): Knot[] {
  const graph = graphOf(facts.ops.count, (visit) => forEachEdge(facts, kinds, visit));
  if (!graph) return [];
  return componentsOf(graph).map((nodes) => ({ graph, nodes: new Set(nodes) }));
}

/** The operations of a knot. */
export function opsIn({ graph, nodes }: Knot): number[] {
  return [...nodes].map((node) => graph.ops[node] as number);
}

const triesMax = 8;

/** A short cycle in a knot; through this edge (as nodes), when one is given. */
export function shortCycle({ graph, nodes }: Knot, through: readonly [number, number][] = []): number[] {
  const starts = [...nodes].slice(0, triesMax).map((node): [number, number] => [node, node]);
  const tries = (through.length > 0 ? through.slice(0, triesMax) : starts).flatMap(([from, to]) => {
    const path = shortestPath(graph, { from: to, to: from, within: nodes });
    // Through an edge the path leads from its end to its start; from a node back to itself it names that node twice.
    return path ? [from === to ? path.slice(1) : path] : [];
  });
  const shortest = tries.reduce((a, b) => (b.length < a.length ? b : a), tries[0] ?? []);
  const least = shortest.indexOf(Math.min(...shortest));
  const fromLeast = [...shortest.slice(least), ...shortest.slice(0, least)];
  return fromLeast.map((node) => graph.ops[node] as number);
}

/** What is told of a cycle: its operations in order, and why each comes before the next. */
export function cycleFinding(facts: Facts, kinds: readonly EdgeKind[], cycle: readonly number[]): Finding {
  return {
    ops: cycle.map(facts.ops.refer),
    edges: edgesOf(facts, kinds, cycle).map((edge) => edgeText(facts, edge)),
  };
}

function edgeText({ ops }: Facts, { from, to, kind, partition, values }: Edge) {
  return {
    kind,
    partition: partition.name,
    values: values.map(partition.values.get),
    lines: [ops.line(from), ops.line(to)],
  };
}
