import { formatSeconds } from '../../lib/duration.ts';
import { durationMs } from '../../lib/schemas.ts';
import { defineStep } from '../step.ts';

/** How old the last acknowledged record is when a fault comes decides what the kernel has written back by then. */
export const idle = defineStep({
  name: 'idle',
  kind: 'action',
  summary: 'Do nothing until so long after the last acknowledgement',
  schema: durationMs,
  example: 'idle: 8s',
  rules(idleMs, walk) {
    const budget = formatSeconds(walk.budgetMs);
    if (idleMs > walk.budgetMs)
      walk.problem(`${formatSeconds(idleMs)} are more than the budget of ${budget}`);
  },
  describe: (idleMs) => `idle ${formatSeconds(idleMs)}`,
  async run(idleMs, context) {
    const ackAt = context.lastAckAt();
    const from = ackAt ?? context.now();
    context.onSeen(`until ${formatSeconds(from + idleMs)}`);
    await context.clock.sleep(Math.max(0, from + idleMs - context.now()), context.signal);
    const since = ackAt === null ? 'nothing was acknowledged before' : 'since the last acknowledgement';
    return `${formatSeconds(context.now() - from)}, ${since}`;
  },
});
