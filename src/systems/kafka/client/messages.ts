import type { Message } from 'kafkajs';
import { paddedTo } from '../../../lib/payload.ts';
import type { OutgoingRecord } from '../../system.ts';

/** The header that names a tombstone, which has no value to be known by. */
export const idHeader = 'id';

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
