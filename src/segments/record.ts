import { type Cursor, readByte, readSized, readVarint } from './varint.ts';

/** A record of an uncompressed batch. Key and value are views of the batch's bytes. */
export interface LogRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Ms since 1970, set by the producer or by the broker (`log.message.timestamp.type`). */
  readonly timestamp: number;
  readonly headerCount: number;
}

/** What a batch's header says about its records. */
export interface RecordsFrame {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly recordCount: number;
  readonly baseTimestamp: number;
  /** The broker's time for all records of the batch; null when each has its own. */
  readonly appendTime: number | null;
}

/** All records of an uncompressed batch, or null when its bytes are no records, checksum or not. */
export function decodeRecords(bytes: Buffer, frame: RecordsFrame): readonly LogRecord[] | null {
  const cursor = { bytes, at: 0 };
  const records: LogRecord[] = [];
  try {
    for (let i = 0; i < frame.recordCount; i++) records.push(decodeRecord(cursor, frame));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return cursor.at === bytes.length ? records : null;
}

function decodeRecord(cursor: Cursor, frame: RecordsFrame): LogRecord {
  const length = readVarint(cursor);
  const end = cursor.at + length;
  readByte(cursor); // attributes: none is defined yet
  const timestamp = frame.baseTimestamp + readVarint(cursor);
  const offset = frame.baseOffset + readVarint(cursor);
  const key = readSized(cursor);
  const value = readSized(cursor);
  const headerCount = skipHeaders(cursor);
  if (cursor.at !== end) throw new RangeError('a record is not as long as it says');
  if (offset < frame.baseOffset || offset > frame.lastOffset) throw new RangeError(`offset ${offset}`);
  return { offset, key, value, timestamp: frame.appendTime ?? timestamp, headerCount };
}

function skipHeaders(cursor: Cursor): number {
  const count = readVarint(cursor);
  if (count < 0) throw new RangeError(`${count} headers`);
  for (let i = 0; i < count; i++) {
    readSized(cursor);
    readSized(cursor);
  }
  return count;
}
