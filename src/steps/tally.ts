import { wordsOf } from '../lib/system-words.ts';
import type { Plan } from '../plan.ts';
import type { SendOutcome } from '../systems/system.ts';

/** What a workload achieved so far. */
export interface Tally {
  sent: number;
  acknowledged: number;
  failed: number;
  unknown: number;
  /** Sent with acks=0. */
  unasked: number;
  lastError: string | null;
  readonly offsets: Map<string, { low: number; high: number }>;
}

/** A count that starts at nothing. */
export function newTally(): Tally {
  return { sent: 0, acknowledged: 0, failed: 0, unknown: 0, unasked: 0, lastError: null, offsets: new Map() };
}

/** Counts a request with so many records. */
export function count(tally: Tally, partition: string, records: number, outcome: SendOutcome): void {
  tally.sent += records;
  if (outcome.status === 'ok') {
    tally.acknowledged += records;
    if (outcome.baseOffset !== null) widen(tally, partition, outcome.baseOffset, records);
    return;
  }
  if (outcome.status === 'unasked') {
    tally.unasked += records;
    return;
  }
  tally[outcome.status === 'fail' ? 'failed' : 'unknown'] += records;
  tally.lastError = outcome.error;
}

function widen({ offsets }: Tally, partition: string, baseOffset: number, records: number): void {
  const range = offsets.get(partition);
  const high = baseOffset + records - 1;
  if (!range) offsets.set(partition, { low: baseOffset, high });
  else offsets.set(partition, { low: Math.min(range.low, baseOffset), high: Math.max(range.high, high) });
}

/** `10 acknowledged, offsets 0-9`; what failed or is unknown follows. `10 sent, nobody was asked to acknowledge` with acks=0. */
export function tallyText(tally: Tally, plan?: Pick<Plan, 'words'>): string {
  const { position } = wordsOf(plan);
  const ranges = [...tally.offsets].map(([partition, { low, high }]) => {
    const range = low === high ? `${position} ${low}` : `${position}s ${low}-${high}`;
    return tally.offsets.size === 1 ? range : `${partition} ${range}`;
  });
  const unasked = `${tally.unasked} sent, nobody was asked to acknowledge`;
  return [
    tally.unasked > 0 ? unasked : `${tally.acknowledged} acknowledged`,
    ...ranges,
    ...(tally.failed > 0 ? [`${tally.failed} failed`] : []),
    ...(tally.unknown > 0 ? [`${tally.unknown} unknown`] : []),
  ].join(', ');
}
