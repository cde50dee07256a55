import { byteColumn, floatColumn, indexColumn } from './column.ts';
import { shownValue } from './foreign-op.ts';

/** What is known of each value of a partition, by the value's number; -1 is "no operation", NaN "no offset". */
export interface ValueFacts {
  readonly values: readonly string[];
  readonly keys: readonly (string | null)[];
  /** Who sent the value, whatever became of it; a certain outcome counts before a doubtful one. */
  readonly writer: Int32Array;
  /** The first `ok` send of the value, and its offset: the value is acked. */
  readonly ackOp: Int32Array;
  readonly ackOffset: Float64Array;
  /** The first `ok` operation that polled the value: the value is in okRead. */
  readonly okReader: Int32Array;
  /** The first operation of any status that polled it, and the lowest offset where one did. */
  readonly reader: Int32Array;
  readonly lowestPolled: Float64Array;
  /** 1 when an `ok` poll of the final read had it. */
  readonly finalRead: Uint8Array;
}

/** Numbers the values of one partition, and keeps a column for each thing to know. */
export function startValues() {
  // Values come from outside: a map, never an object, is keyed by them.
  const ids = new Map<string, number>();
  const values: string[] = [];
  const keys: (string | null)[] = [];
  const columns = {
    writer: indexColumn(),
    ackOp: indexColumn(),
    ackOffset: floatColumn(),
    okReader: indexColumn(),
    reader: indexColumn(),
    lowestPolled: floatColumn(),
    finalRead: byteColumn(),
  };

  function add(value: string): number {
    const id = values.push(shownValue(value)) - 1;
    ids.set(value, id);
    keys.push(null);
    for (const name of ['writer', 'ackOp', 'okReader', 'reader'] as const) columns[name].push(-1);
    for (const name of ['ackOffset', 'lowestPolled'] as const) columns[name].push(Number.NaN);
    columns.finalRead.push(0);
    return id;
  }

  return {
    keys,
    columns,
    idOf: (value: string): number => ids.get(value) ?? add(value),
    end: (): ValueFacts => ({
      values,
      keys,
      writer: columns.writer.done(),
      ackOp: columns.ackOp.done(),
      ackOffset: columns.ackOffset.done(),
      okReader: columns.okReader.done(),
      reader: columns.reader.done(),
      lowestPolled: columns.lowestPolled.done(),
      finalRead: columns.finalRead.done(),
    }),
  };
}
