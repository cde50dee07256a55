import type { Facts, OpTable, PartitionFacts } from '../history/facts.ts';

/** The five counts of the final read (with what they are counts of: attempted, acked). Given in every report. */
export interface Accounting {
  /** Sent, whatever became of it. */
  readonly attempted: number;
  readonly acked: number;
  /** Sent, and in the final read. */
  readonly ok: number;
  /** The outcome was not `ok`, yet it is there. */
  readonly recovered: number;
  /** Acknowledged before the final read began, and not in it. Null when that read never reached the end. */
  readonly lost: number | null;
  /** In the final read, and sent by nobody. */
  readonly unexpected: number;
}

/** The final read of one partition that reached the end. */
export interface FinalRead {
  readonly op: number;
  readonly end: number;
  /** Numbers of the values that it should have had. */
  readonly lost: readonly number[];
}

/** Of several final reads to the end the last one counts: it must have what was acknowledged before it. */
export function finalReadOf(partition: PartitionFacts, ops: OpTable): FinalRead | undefined {
  const whole = partition.ends.filter(({ op }) => ops.status(op) === 'ok');
  const last = whole.reduce<(typeof whole)[number] | undefined>(
    (a, b) => (a && ops.start(a.op) > ops.start(b.op) ? a : b),
    undefined,
  );
  if (!last) return undefined;
  const lost: number[] = [];
  for (let value = 0; value < partition.values.length; value++) {
    const acked = partition.ackOp[value] as number;
    if (acked < 0 || partition.finalRead[value] === 1) continue;
    if (ops.end(acked) < ops.start(last.op)) lost.push(value);
  }
  return { ...last, lost };
}

/** The counts of one partition. */
function accountFor(partition: PartitionFacts, ops: OpTable): Accounting {
  const { writer, ackOp, finalRead } = partition;
  const count = (holds: (value: number) => boolean) =>
    partition.values.reduce((sum, _, value) => sum + (holds(value) ? 1 : 0), 0);
  const isSent = (value: number) => writer[value] !== -1;
  const isAcked = (value: number) => ackOp[value] !== -1;
  const isRead = (value: number) => finalRead[value] === 1;
  return {
    attempted: count(isSent),
    acked: count(isAcked),
    ok: count((value) => isSent(value) && isRead(value)),
    recovered: count((value) => isSent(value) && isRead(value) && !isAcked(value)),
    lost: finalReadOf(partition, ops)?.lost.length ?? null,
    unexpected: count((value) => isRead(value) && !isSent(value)),
  };
}

/** The sums over all partitions. `lost` is null when no partition could be accounted for. */
export function accountForAll({ partitions, ops }: Facts): Accounting {
  const each = [...partitions.values()].map((partition) => accountFor(partition, ops));
  const sum = (of: (counts: Accounting) => number) => each.reduce((total, counts) => total + of(counts), 0);
  return {
    attempted: sum((counts) => counts.attempted),
    acked: sum((counts) => counts.acked),
    ok: sum((counts) => counts.ok),
    recovered: sum((counts) => counts.recovered),
    lost: each.some(({ lost }) => lost !== null) ? sum((counts) => counts.lost ?? 0) : null,
    unexpected: sum((counts) => counts.unexpected),
  };
}
