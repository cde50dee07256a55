import type { Facts } from '../../history/facts.ts';
import type { AnomalyCheck, Finding } from '../check.ts';
import { cycleFinding, type Knot, knotsOf, opsIn, shortCycle } from '../cycles/cycle.ts';
import { forEachEdge } from '../cycles/edges.ts';

/**
 * Circular information flow: operations that each read what another one wrote. A cycle of reads alone is an error under
 * read_committed; one that needs the order of writes, too, is told and fails nothing, for transactions interleave.
 */
export const g1c: AnomalyCheck = {
  name: 'G1c',
  summary: 'operations read from each other in a circle',
  failing: true,
  judge(facts) {
    const knots = knotsOf(facts, ['ww', 'wr']);
    if (knots.length === 0) return [];
    const readKnots = knotsOf(facts, ['wr']);
    const tight = new Map(readKnots.flatMap((knot) => opsIn(knot).map((op) => [op, knot] as const)));
    return knots.flatMap((knot): Finding[] => {
      const inner = opsIn(knot).find((op) => tight.has(op));
      if (inner !== undefined) return [cycleFinding(facts, ['wr'], shortCycle(tight.get(inner) as Knot))];
      const through = readEdges(facts, knot);
      if (through.length === 0) return [];
      return [{ ...cycleFinding(facts, ['wr', 'ww'], shortCycle(knot, through)), failing: false }];
    });
  },
};

/** The edges of reads within a knot, as nodes. */
function readEdges(facts: Facts, { graph, nodes }: Knot): [number, number][] {
  const nodeOf = new Map([...nodes].map((node) => [graph.ops[node] as number, node]));
  const found = new Map<string, [number, number]>();
  forEachEdge(facts, ['wr'], (from, to) => {
    const [a, b] = [nodeOf.get(from), nodeOf.get(to)];
    if (a !== undefined && b !== undefined) found.set(`${a} ${b}`, [a, b]);
  });
  return [...found.values()];
}
