import { messageOf } from '../../../errors.ts';
import { systemClock } from '../../../lib/clock.ts';
import type { PartitionRead } from '../../system.ts';
import { fetchFrom } from './fetch.ts';
import { logEndOffset, logStartOffset, type TopicPartition } from './offsets.ts';
import type { Wire } from './wire.ts';

const budgetMsWithoutProgress = 15_000;
const pollMs = 20;

/**
 * Reads a partition from its first offset until the position stands at the high watermark and that equals the leader's
 * log end: only then nothing more is to come. What stops it earlier is told in `why`.
 */
export async function readPartitionToEnd(
  wire: Wire,
  at: TopicPartition,
  signal: AbortSignal,
): Promise<PartitionRead> {
  const records: (readonly [number, string])[] = [];
  const seen: { atStart?: number } = {};
  try {
    let position = await logStartOffset(wire, at);
    seen.atStart = position;
    let giveUpAt = systemClock.now() + budgetMsWithoutProgress;
    for (;;) {
      signal.throwIfAborted();
      const fetched = await fetchFrom(wire, at, position);
      for (const record of fetched.records) records.push(record);
      if (fetched.nextOffset > position) giveUpAt = systemClock.now() + budgetMsWithoutProgress;
      position = fetched.nextOffset;
      const end = await logEndOffset(wire, at);
      if (position >= fetched.highWatermark && fetched.highWatermark === end)
        return { records, atEnd: end, ...seen };
      if (systemClock.now() >= giveUpAt)
        return { records, atEnd: null, ...seen, why: shortRead(position, fetched.highWatermark, end) };
      await systemClock.sleep(fetched.records.length > 0 ? 0 : pollMs, signal);
    }
  } catch (error) {
    signal.throwIfAborted();
    return { records, atEnd: null, ...seen, why: messageOf(error) };
  }
}

function shortRead(position: number, highWatermark: number, end: number): string {
  return `read up to offset ${position}; the high watermark stayed at ${highWatermark}, the leader's log end is ${end}`;
}
