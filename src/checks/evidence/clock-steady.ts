import { formatSeconds } from '../../lib/duration.ts';
import type { EvidenceCheck } from '../check.ts';

/** Retention, time stamps and the brokers' own lines go by the wall clock: when it jumps, so do they. */
export const clockSteady: EvidenceCheck = {
  name: 'clock-steady',
  summary: "this machine's clock did not jump during the run",
  ignoresOps: true,
  start() {
    const reasons: string[] = [];
    return {
      on(event) {
        if (event.type !== 'clock') return;
        const by = formatSeconds(Math.abs(event.jumpedMs));
        const way = event.jumpedMs < 0 ? 'back' : 'forward';
        reasons.push(`the clock of this machine jumped ${way} by ${by} at ${formatSeconds(event.time)}`);
      },
      end: () => reasons,
    };
  },
};
