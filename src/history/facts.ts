import { isReading, startCollecting } from './collect-records.ts';
import type { EventOf } from './event.ts';
import { type OpTable, startOpTable } from './op-table.ts';
import {
  collectPartition,
  type OpHead,
  type PartitionCollector,
  type PartitionFacts,
} from './partition-facts.ts';
import { type Positions, startPositions } from './positions.ts';
import type { ScannedRecords } from './scanned-op.ts';
import { startTextParts, type Texts } from './text-parts.ts';

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
  /**
   * `line` is the operation's line in the file; without it the operations are counted. `scanned` are its records when they
   * are known without its actions, which are not looked at then.
   */
  on(op: EventOf<'op'>, line?: number, scanned?: ScannedRecords): void;
  end(): Facts;
}

/** Starts the one pass. `texts` are those that whoever scans the operations splits their texts by. */
export function startFacts(texts: Texts = startTextParts()): FactsFold {
  const { table, add } = startOpTable();
  const collectors = new Map<string, PartitionCollector>();
  const positions = startPositions();
  const rebalanced = new Map<number, readonly string[]>();
  const statusOf = table.status;
  const collectorOf = (name: string): PartitionCollector => {
    const known = collectors.get(name);
    if (known) return known;
    const made = collectPartition(name, { statusOf, texts });
    collectors.set(name, made);
    return made;
  };
  const collect = startCollecting(texts, collectorOf);
  return {
    on(op, line = table.count + 1, scanned) {
      const head: OpHead = { index: add(op, line), status: op.status, final: op.final === true };
      if (op.rebalanced) rebalanced.set(head.index, op.rebalanced);
      positions.on(op, head.index);
      if (isJudged(op)) {
        if (scanned) collect.scanned(scanned, head);
        else collect.actions(op, head);
      }
      if (!op.final || !isReading(op)) return;
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
