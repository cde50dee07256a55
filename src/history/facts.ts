import type { EventOf } from './event.ts';
import { type OpTable, startOpTable } from './op-table.ts';
import {
  collectPartition,
  type OpHead,
  type PartitionCollector,
  type PartitionFacts,
} from './partition-facts.ts';
import { type Positions, startPositions } from './positions.ts';

/** What the anomaly checks look at; made in one pass over the history. Definitions: docs/anomalies.md. */
export interface Facts {
  readonly ops: OpTable;
  readonly partitions: ReadonlyMap<string, PartitionFacts>;
  /** It took effect: it is `ok`, or it is `unknown` and an `ok` poll returned one of its values. */
  mustCommit(op: number): boolean;
  /** Where a process keeps its place, for the rules that follow one process. */
  readonly positions: Positions;
  /** Partitions that were reassigned during the operation. */
  readonly rebalanced: ReadonlyMap<number, readonly string[]>;
}

export type { OpTable } from './op-table.ts';
export type { PartitionFacts } from './partition-facts.ts';

/** A fold over the operations, in file order. */
export interface FactsFold {
  /** `line` is the operation's line in the file; without it the operations are counted. */
  on(op: EventOf<'op'>, line?: number): void;
  end(): Facts;
}

/** Starts the one pass. */
export function startFacts(): FactsFold {
  const { table, add } = startOpTable();
  const collectors = new Map<string, PartitionCollector>();
  const positions = startPositions();
  const rebalanced = new Map<number, readonly string[]>();
  const collectorOf = (name: string): PartitionCollector => {
    const known = collectors.get(name);
    if (known) return known;
    const made = collectPartition(name, table.status);
    collectors.set(name, made);
    return made;
  };
  return {
    on(op, line = table.count + 1) {
      const head: OpHead = { index: add(op, line), status: op.status, final: op.final === true };
      if (op.rebalanced) rebalanced.set(head.index, op.rebalanced);
      positions.on(op, head.index);
      if (isJudged(op)) collectActions(op, head, collectorOf);
      if (!op.final || !readsOf(op)) return;
      for (const [partition, end] of Object.entries(op.atEnd ?? {})) collectorOf(partition).atEnd(head, end);
    },
    end() {
      const proven = new Uint8Array(table.count);
      for (const collector of collectors.values()) collector.prove(proven);
      const mustCommit = (op: number) => {
        const status = table.status(op);
        return status === 'ok' || (status === 'unknown' && proven[op] === 1);
      };
      const partitions = new Map<string, PartitionFacts>();
      for (const [name, collector] of collectors) partitions.set(name, collector.end(mustCommit));
      return { ops: table, partitions, mustCommit, positions: positions.end(), rebalanced };
    },
  };
}

/** What a reader of uncommitted records is handed may be aborted afterwards: it proves no write, and joins no others' places. */
const isJudged = (op: EventOf<'op'>) => op.isolation !== 'uncommitted';
const sendsOf = (op: EventOf<'op'>) => op.f === 'send' || op.f === 'txn';
const readsOf = (op: EventOf<'op'>) => op.f === 'poll' || op.f === 'txn';

function collectActions(
  op: EventOf<'op'>,
  head: OpHead,
  collectorOf: (name: string) => PartitionCollector,
): void {
  for (const action of op.actions) {
    if ('send' in action && sendsOf(op)) collectorOf(action.send.to).send(head, action.send);
    if (!('poll' in action) || !readsOf(op)) continue;
    for (const [partition, records] of Object.entries(action.poll)) {
      if (records.length === 0) continue;
      const collector = collectorOf(partition);
      for (const [offset, value] of records) collector.poll(head, offset, value);
    }
  }
}
