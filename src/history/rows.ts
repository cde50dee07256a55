import { byteColumn, floatColumn, indexColumn } from './column.ts';

/** Every record that an operation sent to or polled from a partition, in file order. */
export interface Rows {
  readonly count: number;
  readonly op: Int32Array;
  readonly value: Int32Array;
  /** NaN when it is not known. */
  readonly offset: Float64Array;
  /** 1 for a send, 0 for a poll. */
  readonly isSend: Uint8Array;
}

/** Collects the rows of one partition. */
export function startRows() {
  const op = indexColumn();
  const value = indexColumn();
  const offset = floatColumn();
  const isSend = byteColumn();
  return {
    add(row: { op: number; value: number; offset: number; isSend: 0 | 1 }): void {
      op.push(row.op);
      value.push(row.value);
      offset.push(row.offset);
      isSend.push(row.isSend);
    },
    forEachSend(visit: (op: number, value: number) => void): void {
      for (let row = 0; row < op.length; row++) {
        if (isSend.get(row) === 1) visit(op.get(row), value.get(row));
      }
    },
    end: (): Rows => ({
      count: op.length,
      op: op.done(),
      value: value.done(),
      offset: offset.done(),
      isSend: isSend.done(),
    }),
  };
}
