import type { Facts, PartitionFacts } from '../history/facts.ts';
import { valuesAt } from '../history/partition-log.ts';
import type { Finding, JudgedFacts } from './check.ts';

/** Which of its records an operation is followed by. */
type Kind = 'poll' | 'send';

/** Two records that one process, or one operation, had one after the other and that are not neighbours in the log. */
export interface Jump {
  readonly earlier: { readonly op: number; readonly value: number };
  readonly later: { readonly op: number; readonly value: number };
  /** How far the later is above the earlier in the log; 1 is the next record, below 1 it went back. */
  readonly delta: number;
}

/** All records of one operation in a partition: from this row to the answer (not included). */
export function endOfSpan({ rows }: PartitionFacts, from: number): number {
  const op = rows.op.get(from);
  let to = from + 1;
  while (to < rows.count && rows.op.get(to) === op) to += 1;
  return to;
}

// Two checks ask for the same jumps, and to find that there are none takes a look at every record.
const known = new WeakMap<PartitionFacts, Map<string, readonly Jump[]>>();

function once(partition: PartitionFacts, what: string, find: () => Iterable<Jump>): readonly Jump[] {
  const all = known.get(partition) ?? new Map<string, readonly Jump[]>();
  known.set(partition, all);
  const jumps = all.get(what) ?? [...find()];
  all.set(what, jumps);
  return jumps;
}

/** Jumps from one record of an operation to its next one. */
export function jumpsWithin(partition: PartitionFacts, kind: Kind): readonly Jump[] {
  return once(partition, `within ${kind}`, () => findWithin(partition, kind));
}

function* findWithin(partition: PartitionFacts, kind: Kind): Generator<Jump> {
  const { rows } = partition;
  const wanted = kind === 'send' ? 1 : 0;
  let earlier = { op: -1, value: -1 };
  for (let row = 0; row < rows.count; row++) {
    if (rows.isSend.get(row) !== wanted) continue;
    const op = rows.op.get(row);
    const value = rows.value.get(row);
    const delta = earlier.op === op ? deltaOf(partition, earlier.value, value) : 1;
    if (delta !== 1) yield { earlier, later: { op, value }, delta };
    earlier = { op, value };
  }
}

/** The last record that a process had. */
interface Place {
  readonly process: number;
  op: number;
  value: number;
}

/**
 * Jumps from one operation of a process to its next one on the partition. Only an `ok` poll moves the place: an aborted
 * transaction rewinds its reader. A failed send is left out, for it took no place.
 */
export function jumpsBetween(partition: PartitionFacts, facts: Facts, kind: Kind): readonly Jump[] {
  return once(partition, `between ${kind}`, () => findBetween(partition, facts, kind));
}

function* findBetween(partition: PartitionFacts, facts: Facts, kind: Kind): Generator<Jump> {
  const { ops, positions } = facts;
  const places = new Map<number, Place>();
  let latest: Place | undefined;
  for (let from = 0, to = 0; from < partition.rows.count; from = to) {
    to = endOfSpan(partition, from);
    const op = partition.rows.op.get(from);
    const status = ops.status(op);
    if (kind === 'send' && status === 'fail') continue;
    const ends = endsOf(partition, { from, to, kind });
    if (ends.first === -1) continue;
    const process = ops.process(op);
    const place = latest?.process === process ? latest : places.get(process);
    if (
      place &&
      !positions.isForgotten({ process, partition: partition.name, after: place.op, before: op })
    ) {
      const delta = deltaOf(partition, place.value, ends.first);
      if (delta !== 1)
        yield { earlier: { op: place.op, value: place.value }, later: { op, value: ends.first }, delta };
    }
    if (kind === 'poll' && status !== 'ok') continue;
    latest = place ?? { process, op, value: ends.last };
    if (!place) places.set(process, latest);
    latest.op = op;
    latest.value = ends.last;
  }
}

/** The same jump without the records that rightly left the log: a reader is not handed what is gone. */
export function withoutRemoved(partition: PartitionFacts, facts: JudgedFacts, jump: Jump): Jump {
  if (jump.delta < 2 || !facts.removal) return jump;
  const from = partition.log.index.get(jump.earlier.value);
  let gone = 0;
  for (let index = from + 1; index < from + jump.delta; index++) {
    if (isGone(partition, facts, index)) gone += 1;
  }
  return { ...jump, delta: jump.delta - gone };
}

function isGone(partition: PartitionFacts, { removal }: JudgedFacts, index: number): boolean {
  return valuesAt(partition.log, index).every((value) => removal?.(partition, value) != null);
}

/** The finding of a jump; of what was skipped the first are told, the delta says how many there are. */
export function jumpFinding(partition: PartitionFacts, facts: JudgedFacts, jump: Jump): Finding {
  const { earlier, later, delta } = jump;
  const { name, values } = partition;
  const references = [...new Set([earlier.op, later.op])].map(facts.ops.refer);
  return {
    partition: name,
    delta,
    values: [values.get(earlier.value), values.get(later.value)],
    ...(delta > 1 ? { skipped: skippedBy(partition, facts, jump) } : {}),
    ops: references,
  };
}

const skippedMax = 100;

function skippedBy(partition: PartitionFacts, facts: JudgedFacts, { earlier, later }: Jump): unknown[] {
  const { log, values } = partition;
  const skipped: unknown[] = [];
  const to = log.index.get(later.value);
  for (let index = log.index.get(earlier.value) + 1; index < to; index++) {
    if (skipped.length === skippedMax) break;
    if (!isGone(partition, facts, index)) skipped.push(values.get(log.rep.get(index)));
  }
  return skipped;
}

// A record without a known place is taken for the next one: that is no proof of anything.
function deltaOf({ log }: PartitionFacts, earlier: number, later: number): number {
  const from = log.index.get(earlier);
  const to = log.index.get(later);
  return from < 0 || to < 0 ? 1 : to - from;
}

function endsOf(
  { rows }: PartitionFacts,
  { from, to, kind }: { from: number; to: number; kind: Kind },
): { first: number; last: number } {
  const wanted = kind === 'send' ? 1 : 0;
  let [first, last] = [-1, -1];
  for (let row = from; row < to; row++) {
    if (rows.isSend.get(row) !== wanted) continue;
    last = rows.value.get(row);
    if (first === -1) first = last;
  }
  return { first, last };
}
