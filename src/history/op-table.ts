import { floatColumn, indexColumn } from './column.ts';
import type { EventOf, OpStatus } from './event.ts';

type Op = EventOf<'op'>;

/** An operation as findings name it: enough to find its line in the history. */
interface OpReference {
  /** Its number among the operations of the history, from 0. */
  readonly op: number;
  /** Its line in the history's file, from 1. */
  readonly line: number;
  readonly process: number;
  readonly f: Op['f'];
  readonly status: OpStatus;
  readonly start: number;
  readonly end: number;
}

/** All operations in file order, which is the order of completion. */
export interface OpTable {
  readonly count: number;
  line(op: number): number;
  process(op: number): number;
  f(op: number): Op['f'];
  status(op: number): OpStatus;
  start(op: number): number;
  end(op: number): number;
  refer(op: number): OpReference;
}

const functions: readonly Op['f'][] = ['send', 'poll', 'txn', 'assign', 'subscribe', 'crash'];
const statuses: readonly OpStatus[] = ['ok', 'fail', 'unknown'];

/** Collects the operations and their lines; answers each with its number. */
export function startOpTable(): { readonly table: OpTable; add(op: Op, line: number): number } {
  const lines = indexColumn();
  const processes = floatColumn();
  const fs = indexColumn();
  const status = indexColumn();
  const starts = floatColumn();
  const ends = floatColumn();
  const fAt = (op: number): Op['f'] => functions[fs.get(op)] ?? 'crash';
  const statusAt = (op: number): OpStatus => statuses[status.get(op)] ?? 'unknown';
  const table: OpTable = {
    get count() {
      return starts.length;
    },
    line: lines.get,
    process: processes.get,
    f: fAt,
    status: statusAt,
    start: starts.get,
    end: ends.get,
    refer: (op) => ({
      op,
      line: lines.get(op),
      process: processes.get(op),
      f: fAt(op),
      status: statusAt(op),
      start: starts.get(op),
      end: ends.get(op),
    }),
  };
  return {
    table,
    add(op, line) {
      lines.push(line);
      processes.push(op.process);
      fs.push(functions.indexOf(op.f));
      status.push(statuses.indexOf(op.status));
      starts.push(op.start);
      ends.push(op.end);
      return starts.length - 1;
    },
  };
}
