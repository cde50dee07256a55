import type { Message } from 'kafkajs';
import { paddedTo, withoutPadding } from '../../../lib/payload.ts';
import type { OutgoingRecord } from '../../system.ts';

/** The header that names a tombstone, which has no value to be known by. */
const idHeader = 'id';

/** A record as kafkajs takes it. */
export function messageOf(record: OutgoingRecord, partition: number): Message {
  const { key, value, isTombstone, bytes = 0, ageMs } = record;
  return {
    key,
    value: isTombstone ? null : paddedTo(value, bytes),
    partition,
    ...(isTombstone ? { headers: { [idHeader]: value } } : {}),
    ...(ageMs === undefined ? {} : { timestamp: String(Date.now() - ageMs) }),
  };
}

/** Null when the broker told none (acks=0, or -1 for a duplicate). */
export function offsetOf(text: string | undefined): number | null {
  return text === undefined || Number(text) < 0 ? null : Number(text);
}

/** What a record is known by: its value without the padding, or its header when it is a tombstone. */
export function nameOf({
  value,
  headers,
}: {
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}): string {
  return value === null ? String(headers?.[idHeader] ?? '') : withoutPadding(String(value));
}
