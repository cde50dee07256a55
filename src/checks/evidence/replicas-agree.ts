import type { EventOf } from '../../history/event.ts';
import type { EvidenceCheck } from '../check.ts';
import { followPlan, type PlannedPartition } from '../partitions.ts';

type Log = EventOf<'log'>;

/** What one replica holds and another lacks is neither safe nor lost. */
export const replicasAgree: EvidenceCheck = {
  name: 'replicas-agree',
  summary: 'at the end every assigned replica was read, and all hold the same records',
  start() {
    const plan = followPlan();
    const logs = new Map<string, Map<string, Log>>();
    return {
      on(event) {
        plan.on(event);
        if (event.type !== 'log' || !event.final) return;
        const byNode = logs.get(event.partition) ?? new Map<string, Log>();
        logs.set(event.partition, byNode.set(event.node, event));
      },
      end: () =>
        plan
          .partitions()
          .filter(({ name }) => !plan.isExcused(name))
          .flatMap((partition) =>
            compare(
              {
                ...partition,
                replicas: partition.replicas.filter((node) => !plan.isExpectedDown(node)),
              },
              logs.get(partition.name) ?? new Map<string, Log>(),
            ),
          ),
    };
  },
};

function compare({ name, replicas }: PlannedPartition, logs: ReadonlyMap<string, Log>): string[] {
  const unread = replicas.filter((node) => !logs.has(node));
  const reasons = unread.map((node) => `the log of ${name} on ${node} was not read at the end`);
  if (replicas.length === 0 && logs.size === 0) reasons.push(`no log of ${name} was read at the end`);
  const read = [...logs.values()].filter(({ node }) => replicas.length === 0 || replicas.includes(node));
  if (new Set(read.map(contentOf)).size <= 1) return reasons;
  const ends = read.map(({ node, end, records }) => `${node} ends at ${end} with ${records} records`);
  return [...reasons, `the replicas of ${name} differ at the end: ${ends.join(', ')}`];
}

function contentOf({ start, end, records, digest }: Log): string {
  return JSON.stringify([start, end, records, digest]);
}
