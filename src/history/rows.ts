import { floatColumn, indexColumn, type Numbers } from './column.ts';

/** Every record that an operation sent to or polled from a partition, in file order. */
export interface Rows {
  readonly count: number;
  readonly op: Numbers;
  readonly value: Numbers;
  /** NaN when it is not known. */
  readonly offset: Numbers;
  /** 1 for a send, 0 for a poll. */
  readonly isSend: Numbers;
}

/** Collects the rows of one partition. */
export function startRows() {
  const op = indexColumn();
  const value = indexColumn();
  const offset = floatColumn();
  const isSend = indexColumn();
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
    end: (): Rows => ({ count: op.length, op, value, offset, isSend }),
  };
}
