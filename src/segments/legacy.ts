import { crc32 } from '@node-rs/crc32';
import { type Batch, orNull, problemOf, unpack } from './batch.ts';
import { type Codec, codecOf } from './codecs/codec.ts';
import { readNumber } from './number.ts';
import type { LogRecord } from './record.ts';

/** Offset and size stand before every message and are not counted by the size. */
const logOverheadBytes = 12;

/** The head of a message of format v0 or v1 (LegacyRecord.java): offset, size, CRC, magic, attributes, in v1 the time. */
interface Message {
  readonly raw: Buffer;
  readonly offset: number;
  readonly magic: number;
  readonly codec: Codec;
  readonly timestamp: number;
}

/** The shortest message of a format, with its offset and size. */
export function legacyBytesMin(magic: number): number {
  return logOverheadBytes + (magic === 0 ? 14 : 22);
}

/** Whether the checksum, a plain CRC32 here, covers these bytes: from the magic to the end. */
export function legacyCrcHolds(raw: Buffer): boolean {
  return crc32(raw.subarray(16)) === raw.readUInt32BE(12);
}

/** The message in `raw`, which is exactly as long, as a batch: those that it wraps are the batch's records. */
export function parseMessage(raw: Buffer, position: number): Batch {
  const message = headOf(raw);
  const wrapped = message.codec === 'none' ? null : orNull(() => wrappedIn(message));
  return {
    position,
    bytes: raw.length,
    magic: message.magic,
    // Kafka, too, opens a wrapper to know where it begins: its own offset is that of its last message.
    baseOffset: wrapped?.[0]?.offset ?? message.offset,
    lastOffset: message.offset,
    leaderEpoch: -1,
    crc: raw.readUInt32BE(12),
    codec: message.codec,
    isTransactional: false,
    isControl: false,
    producerId: -1,
    recordCount: wrapped?.length ?? 1,
    maxTimestamp: message.timestamp,
    records: () => orNull(() => recordsOf(message)),
    problem: () => problemOf(() => recordsOf(message)),
  };
}

function recordsOf(message: Message): readonly LogRecord[] {
  return message.codec === 'none' ? [recordOf(message, message)] : wrappedIn(message);
}

function wrappedIn(wrapper: Message): readonly LogRecord[] {
  const { value } = bodyOf(wrapper);
  if (value === null) throw new RangeError('a compressed message without a value');
  const messages = messagesIn(unpack(wrapper.codec, value));
  if (messages.some(({ magic, codec }) => magic !== wrapper.magic || codec !== 'none')) {
    throw new RangeError('a compressed message holds one of another kind');
  }
  // In v1 they count from the wrapper's base, so that a broker need not pack them anew (KIP-31).
  const base = wrapper.magic === 0 ? 0 : wrapper.offset - (messages.at(-1)?.offset ?? 0);
  const offsets = messages.map(({ offset }) => base + offset);
  if (offsets.length === 0 || offsets.some((offset) => offset < 0 || offset > wrapper.offset)) {
    throw new RangeError(
      `a compressed message at offset ${wrapper.offset} holds ${offsets.join(', ') || 'none'}`,
    );
  }
  const isAppendTime = wrapper.magic === 1 && (wrapper.raw.readInt8(17) & 0b1000) !== 0;
  return messages.map((one, i) =>
    recordOf(one, {
      offset: offsets[i] ?? wrapper.offset,
      timestamp: isAppendTime ? wrapper.timestamp : one.timestamp,
    }),
  );
}

function messagesIn(bytes: Buffer): readonly Message[] {
  const messages: Message[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < legacyBytesMin(0)) throw new RangeError('a message cut short');
    const end = at + logOverheadBytes + bytes.readInt32BE(at + 8);
    const raw = bytes.subarray(at, end);
    if (end > bytes.length || raw.length < legacyBytesMin(bytes.readInt8(at + 16))) {
      throw new RangeError('a message cut short');
    }
    if (!legacyCrcHolds(raw)) throw new RangeError('a compressed message fails its CRC');
    messages.push(headOf(raw));
    at = end;
  }
  return messages;
}

function headOf(raw: Buffer): Message {
  const magic = raw.readInt8(16);
  return {
    raw,
    offset: readNumber(raw, 0),
    magic,
    codec: codecOf(raw.readInt8(17)),
    timestamp: magic === 0 ? -1 : readNumber(raw, 18),
  };
}

function bodyOf({ raw, magic }: Message) {
  const key = sizedAt(raw, magic === 0 ? 18 : 26);
  const value = sizedAt(raw, key.end);
  if (value.end !== raw.length) throw new RangeError('a message is not as long as it says');
  return { key: key.bytes, value: value.bytes };
}

function sizedAt(raw: Buffer, at: number): { readonly bytes: Buffer | null; readonly end: number } {
  const length = raw.readInt32BE(at);
  const end = at + 4 + Math.max(length, 0);
  if (end > raw.length) throw new RangeError('a message is not as long as it says');
  return { bytes: length < 0 ? null : raw.subarray(at + 4, end), end };
}

function recordOf(
  message: Message,
  place: { readonly offset: number; readonly timestamp: number },
): LogRecord {
  return { offset: place.offset, ...bodyOf(message), timestamp: place.timestamp, headerCount: 0 };
}
