import { type Cursor, readByte, readVarint, skipSized } from './varint.ts';

/** A record of a batch. Key and value are views of the batch's bytes, or of what they unpack to. */
export interface LogRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Ms since 1970, set by the producer or by the broker (`log.message.timestamp.type`); -1 in format v0, which has none. */
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

/** Unpacked records, from `at` to the end of the bytes. */
export type Payload = Readonly<Cursor>;

/** Reads every record without keeping any; throws a RangeError where the bytes are no records, checksum or not. */
export function checkRecords({ bytes, at }: Payload, frame: RecordsFrame): void {
  walkRecords({ bytes, at }, frame, () => {});
}

/** All records of a batch's unpacked bytes; throws as `checkRecords` does. */
export function decodeRecords({ bytes, at }: Payload, frame: RecordsFrame): readonly LogRecord[] {
  const records: LogRecord[] = [];
  walkRecords({ bytes, at }, frame, (place) => {
    records.push({
      offset: place.offset,
      key: part(bytes, place.keyEnd, place.keyBytes),
      value: part(bytes, place.valueEnd, place.valueBytes),
      timestamp: place.timestamp,
      headerCount: place.headerCount,
    });
  });
  return records;
}

/** Where the parts of one record lie; -1 bytes are a null. One object serves all records of a walk. */
interface RecordPlace {
  offset: number;
  timestamp: number;
  keyBytes: number;
  keyEnd: number;
  valueBytes: number;
  valueEnd: number;
  headerCount: number;
}

function walkRecords(cursor: Cursor, frame: RecordsFrame, on: (place: RecordPlace) => void): void {
  const place = {
    offset: 0,
    timestamp: 0,
    keyBytes: 0,
    keyEnd: 0,
    valueBytes: 0,
    valueEnd: 0,
    headerCount: 0,
  };
  for (let i = 0; i < frame.recordCount; i++) {
    readPlace(cursor, frame, place);
    on(place);
  }
  const behind = cursor.bytes.length - cursor.at;
  if (behind !== 0) throw new RangeError(`${behind} B behind the last record`);
}

function readPlace(cursor: Cursor, frame: RecordsFrame, place: RecordPlace): void {
  const length = readVarint(cursor);
  const end = cursor.at + length;
  readByte(cursor); // attributes: none is defined yet
  const timestamp = frame.baseTimestamp + readVarint(cursor);
  place.timestamp = frame.appendTime ?? timestamp;
  place.offset = frame.baseOffset + readVarint(cursor);
  place.keyBytes = skipSized(cursor);
  place.keyEnd = cursor.at;
  place.valueBytes = skipSized(cursor);
  place.valueEnd = cursor.at;
  place.headerCount = skipHeaders(cursor);
  if (cursor.at !== end) throw new RangeError('a record is not as long as it says');
  if (place.offset < frame.baseOffset || place.offset > frame.lastOffset) {
    throw new RangeError(`a record has offset ${place.offset}`);
  }
}

function skipHeaders(cursor: Cursor): number {
  const count = readVarint(cursor);
  if (count < 0) throw new RangeError(`a record has ${count} headers`);
  for (let i = 0; i < count; i++) {
    skipSized(cursor);
    skipSized(cursor);
  }
  return count;
}

function part(bytes: Buffer, end: number, length: number): Buffer | null {
  return length === -1 ? null : bytes.subarray(end - length, end);
}
