import type { EventOf } from '../../history/event.ts';
import { defineEvidence } from '../define.ts';
import { followFinalReads } from '../final-reads.ts';
import { holdAgainst } from '../log-against-read.ts';
import { heldByNone } from '../spread.ts';

type Log = EventOf<'log'>;

/** Lines of a broker that tell how far the start of a log moved, and why. */
const startMoves: ReadonlySet<string> = new Set(['expired', 'deleted']);

/** The final read comes from one replica, the leader: what it returned is safe only where the others hold it, too. */
export const replicasHoldRead = defineEvidence({
  name: 'replicas-hold-read',
  summary: "every replica's log holds exactly what the final read returned, up to the high watermark",
  start(plan) {
    const reads = followFinalReads(plan);
    const logs = new Map<string, Map<string, Log>>();
    const startMovedTo = new Map<string, number>();
    return {
      on(event) {
        reads.on(event);
        if (event.type === 'broker-log' && startMoves.has(event.kind)) noteStart(startMovedTo, event);
        if (event.type !== 'log' || !event.final) return;
        const byNode = logs.get(event.partition) ?? new Map<string, Log>();
        logs.set(event.partition, byNode.set(event.node, event));
      },
      end: () =>
        plan.partitions().flatMap((partition) => {
          const read = reads.of(partition.name);
          // A partition that was not read to its end is the business of `final-read`.
          if (read?.to === undefined) return [];
          const { replicas, cleanup, isSpread } = partition;
          const seen = [...(logs.get(partition.name)?.values() ?? [])]
            .filter(({ node }) => replicas.length === 0 || replicas.includes(node))
            .filter(({ node }) => !plan.isExpectedDown(node));
          if (isSpread) return heldByNone(partition.name, seen, read);
          return seen.flatMap((log) =>
            holdAgainst(
              log,
              { ...read, to: read.to as number },
              { cleanup, startMovedTo: startMovedTo.get(partition.name) ?? 0 },
            ),
          );
        }),
    };
  },
});

function noteStart(starts: Map<string, number>, { partition = '', offset = 0 }: EventOf<'broker-log'>): void {
  starts.set(partition, Math.max(starts.get(partition) ?? 0, offset));
}
