import { formatSeconds } from '../../lib/duration.ts';
import type { EvidenceCheck } from '../check.ts';

/**
 * Who deletes a topic wants its records gone: what the final read lacks then is no loss, and proves nothing. A node from
 * which the cluster moves a partition deletes its replica, too, and the others keep theirs.
 */
export const topicsKept: EvidenceCheck = {
  name: 'topics-kept',
  summary: 'no broker was told to delete a partition that the run wrote to',
  ignoresOps: true,
  excusesLoss: true,
  start() {
    const told = new Map<string, Map<string, string>>();
    const assigned = new Map<string, readonly string[]>();
    return {
      on(event) {
        if (event.type === 'state' && event.replicas) {
          const { partition, replicas } = event;
          assigned.set(partition, replicas);
          const by = told.get(partition) ?? new Map<string, string>();
          for (const node of by.keys()) if (!replicas.includes(node)) by.delete(node);
        }
        if (event.type !== 'broker-log' || event.kind !== 'replica-deleted') return;
        const { partition = 'a partition', node, time } = event;
        if (assigned.get(partition)?.includes(node) === false) return;
        const by = told.get(partition) ?? new Map<string, string>();
        if (!by.has(node)) told.set(partition, by.set(node, `${node} at ${formatSeconds(time)}`));
      },
      end: () =>
        [...told].flatMap(([partition, by]) => {
          const [when] = by.values();
          if (when === undefined) return [];
          return [`${partition} was deleted (by ${when}): what became of its records is no loss`];
        }),
    };
  },
};
