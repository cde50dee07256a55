import type { Facts, PartitionFacts } from '../../history/facts.ts';

/** `ww`: the log has a value of the one right below a value of the other. `wr`: the other read a value of the one. */
export type EdgeKind = 'ww' | 'wr';

/** One dependency between two operations, and the values that show it. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly kind: EdgeKind;
  readonly partition: PartitionFacts;
  readonly values: readonly [number] | readonly [number, number];
}

/** Called for each edge; the arguments are bare numbers, because there are as many edges as records. */
export type VisitEdge = (from: number, to: number) => void;

/** Every edge of these kinds, without those of an operation to itself. */
export function forEachEdge(facts: Facts, kinds: readonly EdgeKind[], visit: VisitEdge): void {
  for (const partition of facts.partitions.values()) {
    if (kinds.includes('ww')) forEachWriteEdge(partition, visit);
    if (kinds.includes('wr')) forEachReadEdge(partition, visit);
  }
}

function forEachWriteEdge(
  { log, writer }: PartitionFacts,
  visit: (from: number, to: number, index: number) => void,
): void {
  for (let index = 1; index < log.count; index++) {
    const value = log.rep.get(index);
    if (log.index.get(value) !== index) continue;
    const from = writer.get(log.rep.get(index - 1));
    const to = writer.get(value);
    if (from >= 0 && to >= 0 && from !== to) visit(from, to, index);
  }
}

function forEachReadEdge(
  { rows, writer }: PartitionFacts,
  visit: (from: number, to: number, row: number) => void,
): void {
  for (let row = 0; row < rows.count; row++) {
    if (rows.isSend.get(row) === 1) continue;
    const from = writer.get(rows.value.get(row));
    const to = rows.op.get(row);
    if (from >= 0 && from !== to) visit(from, to, row);
  }
}

/** One edge for each step of a cycle, of these kinds: a second look, for the few that are told. */
export function edgesOf(facts: Facts, kinds: readonly EdgeKind[], cycle: readonly number[]): Edge[] {
  const nextOf = new Map(cycle.map((op, i) => [op, cycle[(i + 1) % cycle.length] as number]));
  const found = new Map<number, Edge>();
  const keep = (edge: Edge) => {
    if (nextOf.get(edge.from) === edge.to && !found.has(edge.from)) found.set(edge.from, edge);
  };
  for (const partition of facts.partitions.values()) {
    const { log, rows } = partition;
    if (kinds.includes('wr'))
      forEachReadEdge(partition, (from, to, row) => {
        keep({ from, to, kind: 'wr', partition, values: [rows.value.get(row)] });
      });
    if (kinds.includes('ww'))
      forEachWriteEdge(partition, (from, to, index) => {
        const values = [log.rep.get(index - 1), log.rep.get(index)] as const;
        keep({ from, to, kind: 'ww', partition, values });
      });
  }
  return cycle.flatMap((op) => found.get(op) ?? []);
}
