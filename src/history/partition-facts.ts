import type { OpStatus } from './event.ts';
import { makePartitionLog, type PartitionLog } from './partition-log.ts';
import { type Rows, startRows } from './rows.ts';
import type { TextParts, Texts } from './text-parts.ts';
import { startValues, type ValueFacts } from './value-facts.ts';

/** What the history tells about one partition. */
export interface PartitionFacts extends ValueFacts {
  readonly name: string;
  readonly rows: Rows;
  readonly log: PartitionLog;
  /** The final polls that reached the end, and which end. */
  readonly ends: readonly { readonly op: number; readonly end: number }[];
  /** Values that may be in the log more than once by their own senders: nobody can tell which of them survived. */
  readonly resent: ReadonlySet<number>;
  /** Values that name a tombstone: a record that deletes its key. */
  readonly tombstones: ReadonlySet<number>;
}

/** The part of an operation that the columns need. */
export interface OpHead {
  readonly index: number;
  readonly status: OpStatus;
  readonly final: boolean;
}

/** A record that was sent. Its offset is negative or NaN when it is not known: a client may say -1. */
export interface SentRecord {
  readonly value: TextParts;
  readonly key: TextParts | null;
  readonly offset: number;
  readonly isTombstone: boolean;
}

/** Collects the facts of one partition; `end` makes the log, once it is known which operations took effect. */
export interface PartitionCollector {
  send(op: OpHead, record: SentRecord): void;
  poll(op: OpHead, offset: number, value: TextParts): void;
  atEnd(op: OpHead, end: number): void;
  /** Marks the operations that sent a value which an `ok` poll returned. */
  prove(proven: Uint8Array): void;
  end(mustCommit: (op: number) => boolean): PartitionFacts;
}

const certainty = { ok: 2, unknown: 1, fail: 0 };

/** `statusOf` tells how an earlier operation ended. */
export function collectPartition(
  name: string,
  { statusOf, texts }: { readonly statusOf: (op: number) => OpStatus; readonly texts: Texts },
): PartitionCollector {
  const known = startValues(texts);
  const rows = startRows();
  const resent = new Set<number>();
  const tombstones = new Set<number>();
  const ends: { op: number; end: number }[] = [];
  const { writer, ackOp, ackOffset, okReader, reader, lowestPolled, finalRead } = known.columns;
  return {
    send(op, record) {
      const value = known.idOf(record.value);
      const offset = knownOffset(record.offset);
      if (record.isTombstone) tombstones.add(value);
      rows.add({ op: op.index, value, offset, isSend: 1 });
      const earlier = writer.get(value);
      if (earlier >= 0 && op.status !== 'fail' && statusOf(earlier) !== 'fail') resent.add(value);
      if (earlier < 0 || certainty[op.status] > certainty[statusOf(earlier)]) {
        writer.set(value, op.index);
        known.setKey(value, record);
      }
      if (op.status !== 'ok' || ackOp.get(value) >= 0) return;
      ackOp.set(value, op.index);
      ackOffset.set(value, offset);
    },
    poll(op, polledOffset, polledValue) {
      const value = known.idOf(polledValue);
      const offset = knownOffset(polledOffset);
      rows.add({ op: op.index, value, offset, isSend: 0 });
      if (reader.get(value) < 0) reader.set(value, op.index);
      // Written so that a NaN on the left is replaced, and one on the right is not taken.
      if (!(lowestPolled.get(value) <= offset) && offset >= 0) lowestPolled.set(value, offset);
      if (op.status !== 'ok') return;
      if (okReader.get(value) < 0) okReader.set(value, op.index);
      if (op.final) finalRead.set(value, 1);
    },
    atEnd(op, end) {
      ends.push({ op: op.index, end });
    },
    prove(proven) {
      rows.forEachSend((op, value) => {
        if (okReader.get(value) >= 0) proven[op] = 1;
      });
    },
    end(mustCommit) {
      const all = rows.end();
      const values = known.end();
      const log = makePartitionLog({ rows: all, valueCount: values.values.length, mustCommit });
      return { ...values, name, rows: all, log, ends, resent, tombstones };
    },
  };
}

// -1 must not enter the log as an offset.
function knownOffset(offset: number): number {
  return offset < 0 ? Number.NaN : offset;
}
