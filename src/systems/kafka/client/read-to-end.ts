import { messageOf } from '../../../errors.ts';
import { systemClock } from '../../../lib/clock.ts';
import type { Isolation, PartitionRead } from '../../system.ts';
import { type Fetched, fetchFrom } from './fetch.ts';
import { logEndOffset, logStartOffset, type TopicPartition } from './offsets.ts';
import type { Wire } from './wire.ts';

const budgetMsWithoutProgress = 15_000;
/** A transaction whose producer is gone is open until its own time-out, by default a minute, and its sweep. */
const budgetMsWithOpenTransaction = 75_000;
const pollMs = 20;

/**
 * Reads what is committed in a partition from its first offset until the position stands at the high watermark and that equals the leader's
 * log end: only then nothing more is to come. What stops it earlier is told in `why`.
 */
export async function readPartitionToEnd(
  wire: Wire,
  at: TopicPartition,
  signal: AbortSignal,
  isolation: Isolation = 'committed',
): Promise<PartitionRead> {
  const records: (readonly [number, string])[] = [];
  const seen: { atStart?: number; aborted?: number } = {};
  try {
    let position = await logStartOffset(wire, at);
    seen.atStart = position;
    let progressAt = systemClock.now();
    for (;;) {
      signal.throwIfAborted();
      const fetched = await fetchFrom(wire, at, position, isolation);
      for (const record of fetched.records) records.push(record);
      if (fetched.aborted > 0) seen.aborted = (seen.aborted ?? 0) + fetched.aborted;
      if (fetched.nextOffset > position) progressAt = systemClock.now();
      position = fetched.nextOffset;
      const end = await logEndOffset(wire, at);
      if (position >= fetched.highWatermark && fetched.highWatermark === end)
        return { records, atEnd: end, ...seen };
      if (systemClock.now() >= progressAt + budgetMsFor(fetched))
        return { records, atEnd: null, ...seen, why: shortRead(position, fetched, end) };
      await systemClock.sleep(fetched.records.length > 0 ? 0 : pollMs, signal);
    }
  } catch (error) {
    signal.throwIfAborted();
    return { records, atEnd: null, ...seen, why: messageOf(error) };
  }
}

function budgetMsFor({ lastStable, highWatermark }: Fetched): number {
  return lastStable < highWatermark ? budgetMsWithOpenTransaction : budgetMsWithoutProgress;
}

function shortRead(position: number, { lastStable, highWatermark }: Fetched, end: number): string {
  const stood = `the high watermark stayed at ${highWatermark}, the leader's log end is ${end}`;
  const open = lastStable < highWatermark ? `; a transaction is open from offset ${lastStable} on` : '';
  return `read up to offset ${position}; ${stood}${open}`;
}
