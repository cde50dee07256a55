import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentsOf } from './components.ts';
import { graphOf } from './graph.ts';

type Edges = readonly (readonly [number, number])[];

function knots(count: number, edges: Edges): number[][] {
  const graph = graphOf(count, (visit) => {
    for (const [from, to] of edges) if (from !== to) visit(from, to);
  });
  return graph ? componentsOf(graph).map((nodes) => [...nodes].map((node) => graph.ops[node] as number)) : [];
}

/** By the definition: two operations are tied when each can be reached from the other. */
function slowKnots(count: number, edges: Edges): number[][] {
  const reaches = Array.from({ length: count }, () => new Array<boolean>(count).fill(false));
  for (const [from, to] of edges) reaches[from]![to] = true;
  for (let via = 0; via < count; via++)
    for (const row of reaches)
      if (row[via]) for (let to = 0; to < count; to++) row[to] ||= reaches[via]![to]!;
  const all = Array.from({ length: count }, (_, op) => op);
  const tied = all.map((a) => all.filter((b) => a === b || (reaches[a]![b] && reaches[b]![a])));
  return tied.filter((group, op) => group.length > 1 && group[0] === op);
}

test('the same knots as by the definition, in whatever order the edges come', () => {
  const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 });
  fc.assert(
    fc.property(edges, (all) => void expect(knots(12, all)).toEqual(slowKnots(12, all))),
    { numRuns: 2000 },
  );
});

test('a circle of a million operations overflows no stack', () => {
  const count = 1_000_000;
  const circle = Array.from({ length: count }, (_, op) => [op, (op + 1) % count] as const);
  expect(knots(count, circle).map(({ length }) => length)).toEqual([count]);
});

test('where no edge goes back there is no graph to look at', () => {
  expect(graphOf(3, (visit) => visit(0, 2))).toBeUndefined();
});
