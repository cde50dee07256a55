import { floatColumn, indexColumn, type Numbers } from './column.ts';
import { shownValue } from './foreign-op.ts';
import { isSameText, type TextParts, type Texts } from './text-parts.ts';
import { startTextTable, type TextTable } from './text-table.ts';

/** Texts by number, made when they are asked for: what is kept of them is less. */
export interface Values {
  readonly length: number;
  get(index: number): string;
}

/** What is known of each value of a partition, by the value's number; -1 is "no operation", NaN "no offset". */
export interface ValueFacts {
  readonly values: Values;
  keyOf(value: number): string | null;
  /** Who sent the value, whatever became of it; a certain outcome counts before a doubtful one. */
  readonly writer: Numbers;
  /** The first `ok` send of the value, and its offset: the value is acked. */
  readonly ackOp: Numbers;
  readonly ackOffset: Numbers;
  /** The first `ok` operation that polled the value: the value is in okRead. */
  readonly okReader: Numbers;
  /** The first operation of any status that polled it, and the lowest offset where one did. */
  readonly reader: Numbers;
  readonly lowestPolled: Numbers;
  /** 1 when an `ok` poll of the final read had it. */
  readonly finalRead: Numbers;
}

/** Numbers the values of one partition, and keeps a column for each thing to know. */
export function startValues(texts: Texts) {
  const values = startTextTable(texts);
  const keys = startKeys(values, texts);
  const columns = {
    writer: indexColumn(),
    ackOp: indexColumn(),
    ackOffset: floatColumn(),
    okReader: indexColumn(),
    reader: indexColumn(),
    lowestPolled: floatColumn(),
    finalRead: indexColumn(),
  };
  let latest = -1;

  // One by one: a loop over the columns' names was among the dearest things in the profile.
  function pushUnknown(): void {
    keys.push();
    columns.writer.push(-1);
    columns.ackOp.push(-1);
    columns.ackOffset.push(Number.NaN);
    columns.okReader.push(-1);
    columns.reader.push(-1);
    columns.lowestPolled.push(Number.NaN);
    columns.finalRead.push(0);
  }

  return {
    columns,
    // A reader gets the values in the order of the log, so nearly always the next one: that is quicker than to look.
    idOf(value: TextParts): number {
      const known = values.length;
      latest = values.idOf(value, latest + 1);
      if (values.length > known) pushUnknown();
      return latest;
    },
    setKey: keys.set,
    end: (): ValueFacts => ({
      values: {
        get length() {
          return values.length;
        },
        get: (value) => shownValue(values.get(value)),
      },
      keyOf: keys.get,
      ...columns,
    }),
  };
}

const noKey = -1;
const sameAsValue = -2;

/** The key of each value; many are the value itself, and others repeat. */
function startKeys(values: TextTable, texts: Texts) {
  const known = startTextTable(texts);
  const keys = indexColumn();
  let latest = -1;
  const numberOf = (key: TextParts): number => {
    latest = known.idOf(key, latest + 1);
    return latest;
  };
  return {
    push: () => keys.push(noKey),
    set(id: number, { key, value }: { readonly key: TextParts | null; readonly value: TextParts }): void {
      keys.set(id, key === null ? noKey : isSameText(key, value) ? sameAsValue : numberOf(key));
    },
    get(value: number): string | null {
      const key = keys.get(value);
      if (key === sameAsValue) return values.get(value);
      return key >= 0 ? known.get(key) : null;
    },
  };
}
