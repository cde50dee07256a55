import type { EventOf } from '../../history/event.ts';
import { defineEvidence } from '../define.ts';
import type { PlannedPartition } from '../partitions.ts';

type Log = EventOf<'log'>;
type Sight = Log | EventOf<'unread-log'>;

/** What one replica holds and another lacks is neither safe nor lost. */
export const replicasAgree = defineEvidence({
  name: 'replicas-agree',
  summary: 'at the end every assigned replica was read, and all hold the same records',
  ignoresOps: true,
  start(plan) {
    const sights = new Map<string, Map<string, Sight>>();
    return {
      on(event) {
        if ((event.type !== 'log' && event.type !== 'unread-log') || !event.final) return;
        const byNode = sights.get(event.partition) ?? new Map<string, Sight>();
        sights.set(event.partition, byNode.set(event.node, event));
      },
      end: () =>
        plan
          .partitions()
          .filter(({ name }) => !plan.isExcused(name))
          .flatMap((partition) => {
            const replicas = partition.replicas.filter((node) => !plan.isExpectedDown(node));
            const seen = sights.get(partition.name) ?? new Map<string, Sight>();
            const needed = plan.neededReplicas(partition);
            const read = replicas.filter((node) => seen.get(node)?.type === 'log');
            const asked = { ...partition, replicas: read.length >= needed ? read : replicas };
            return [...notRead(asked, seen, plan.restsOnReplicas()), ...differences(asked, seen)];
          }),
    };
  },
});

// A replica that nobody looked at is never excused: its history stops short of the look, and nobody knows why.
function notRead(
  { name, replicas, replicaCount }: PlannedPartition,
  sights: ReadonlyMap<string, Sight>,
  isClaimed: boolean,
): string[] {
  const reasons = (replicas.length > 0 ? replicas : [...sights.keys()]).flatMap((node) => {
    const sight = sights.get(node);
    if (sight?.type === 'log' || (sight && !isClaimed)) return [];
    return [`the log of ${name} on ${node} was not read at the end${sight ? `: ${sight.why}` : ''}`];
  });
  if (replicas.length > 0 || sights.size >= replicaCount) return reasons;
  const many = sights.size === 0 ? 'no log' : `only ${sights.size} of ${replicaCount} logs`;
  return [...reasons, `${many} of ${name} ${sights.size > 1 ? 'were' : 'was'} read at the end`];
}

// Where the system itself removes records each replica does so at its own time, and where records are spread none has all: there only the final read can tell
// what each of them must hold (`replicas-hold-read`).
function differences(
  { name, replicas, cleanup, isSpread }: PlannedPartition,
  sights: ReadonlyMap<string, Sight>,
): string[] {
  if (isSpread || cleanup?.compacts || cleanup?.expires) return [];
  const read = [...sights.values()].filter(
    (sight): sight is Log => sight.type === 'log' && (replicas.length === 0 || replicas.includes(sight.node)),
  );
  if (new Set(read.map(contentOf)).size <= 1) return [];
  const ends = read.map(({ node, end, records }) => `${node} ends at ${end} with ${records} records`);
  return [`the replicas of ${name} differ at the end: ${ends.join(', ')}`];
}

function contentOf({ start, end, records, digest }: Log): string {
  return JSON.stringify([start, end, records, digest]);
}
