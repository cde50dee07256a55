import type { TimedRecord } from '../history/recorder.ts';

export interface ClockOptions extends TimedRecord {
  readonly wallClock?: () => number;
}

const jumpMsMin = 500;
/** A look that was held up between its readings tells nothing. */
const lookMsMax = 50;

/** Records when the wall clock runs away from the monotonic one: somebody set it, or the machine slept. Kafka's retention, timestamps and log lines go by it. */
export function clockWatcher({ now, record, wallClock = () => Date.now() }: ClockOptions): () => void {
  let before: number | null = null;
  return () => {
    const time = now();
    const apart = wallClock() - time;
    if (now() - time > lookMsMax) return;
    const jumpedMs = before === null ? 0 : Math.round(apart - before);
    before = apart;
    if (Math.abs(jumpedMs) >= jumpMsMin) record({ type: 'clock', time, jumpedMs });
  };
}
