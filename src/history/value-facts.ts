import { byteColumn, floatColumn, indexColumn } from './column.ts';
import { shownValue } from './foreign-op.ts';
import { startTextIndex } from './text-index.ts';

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

const keysMax = 10_000;

/** Numbers the values of one partition, and keeps a column for each thing to know. */
export function startValues() {
  const values: string[] = [];
  // By what was sent, for a value that is no text is shown like one; one list as long as all are texts.
  let sent = values;
  let index = startTextIndex(sent);
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

  const knownKeys = new Map<string, string>();
  let latest = -1;

  function add(value: string): number {
    const shown = shownValue(value);
    if (shown !== value && sent === values) {
      sent = [...values];
      index = startTextIndex(sent);
      for (const known of sent.keys()) index.add(known);
    }
    const id = values.push(shown) - 1;
    if (sent !== values) sent.push(value);
    index.add(id);
    keys.push(null);
    pushUnknown();
    return id;
  }

  // One by one: a loop over the columns' names was among the dearest things in the profile.
  function pushUnknown(): void {
    columns.writer.push(-1);
    columns.ackOp.push(-1);
    columns.ackOffset.push(Number.NaN);
    columns.okReader.push(-1);
    columns.reader.push(-1);
    columns.lowestPolled.push(Number.NaN);
    columns.finalRead.push(0);
  }

  // A reader gets the values in the order of the log, so nearly always the next one: that is quicker than to look.
  function idOf(value: string): number {
    if (sent[latest + 1] === value) latest += 1;
    else latest = index.find(value);
    if (latest === -1) latest = add(value);
    return latest;
  }

  // Keys repeat, and each line brings a string of its own.
  function intern(key: string): string {
    const known = knownKeys.get(key);
    if (known !== undefined) return known;
    if (knownKeys.size < keysMax) knownKeys.set(key, key);
    return key;
  }

  return {
    columns,
    idOf,
    setKey(value: number, key: string | null): void {
      keys[value] = key === null ? null : intern(key);
    },
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
