import type { Clock } from '../lib/clock.ts';

/** Who fell behind this far, as while no broker answers, starts a new schedule instead of a burst. */
const behindMsMax = 1000;

/** The turns of a steady schedule, counted from 0, each when it is due; ends when the signal does. */
export async function* everyMs(
  periodMs: number,
  { clock, ending }: { readonly clock: Clock; readonly ending: AbortSignal },
): AsyncGenerator<number> {
  let due = clock.now();
  for (let turn = 0; !ending.aborted; turn += 1) {
    const now = clock.now();
    if (now < due) await clock.sleep(due - now, ending);
    due = Math.max(due + periodMs, now - behindMsMax);
    yield turn;
  }
}
