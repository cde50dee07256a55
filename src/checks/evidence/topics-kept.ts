import { formatSeconds } from '../../lib/duration.ts';
import type { EvidenceCheck } from '../check.ts';

/** Who deletes a topic wants its records gone: what the final read lacks then is no loss, and proves nothing. */
export const topicsKept: EvidenceCheck = {
  name: 'topics-kept',
  summary: 'no broker was told to delete a partition that the run wrote to',
  ignoresOps: true,
  excusesLoss: true,
  start() {
    const told = new Map<string, string>();
    return {
      on(event) {
        if (event.type !== 'broker-log' || event.kind !== 'replica-deleted') return;
        const { partition = 'a partition', node, time } = event;
        if (told.has(partition)) return;
        const when = `${node} at ${formatSeconds(time)}`;
        told.set(partition, `${partition} was deleted (by ${when}): what became of its records is no loss`);
      },
      end: () => [...told.values()],
    };
  },
};
