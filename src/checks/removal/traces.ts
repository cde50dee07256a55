import type { EventOf, HistoryEvent } from '../../history/event.ts';
import { planOf } from '../../history/stored-plan.ts';
import { type Plan, parsePartition, type TopicCleanup } from '../../plan.ts';

/** What the history shows of removals in one partition, besides its operations. Offsets are bounds: below them. */
export interface RemovalTraces {
  /** What the topic's configuration lets the system remove. */
  readonly cleanup: TopicCleanup;
  /** How far brokers told that they had compacted, moved the log start by retention, or at a client's request. */
  readonly compactedTo: number;
  readonly expiredTo: number;
  readonly deletedTo: number;
  /** Where the log began for the last final read; null when that was not told. */
  readonly readFrom: number | null;
  /** Where the log begins in the files of each replica in the ISR, at the last look. */
  readonly starts: readonly number[];
}

const nothing: TopicCleanup = { compacts: false, expires: false, tombstonesKeptMs: null };

/** How far brokers told that they went, by the kind of their line. */
const told: ReadonlySet<string> = new Set(['compacted', 'expired', 'deleted']);

/** A fold over all events; `end` answers for a partition by its name. */
export function startTraces(): {
  on(event: HistoryEvent): void;
  end(): (partition: string) => RemovalTraces;
} {
  let plan: Plan | undefined;
  const bounds = new Map<string, number>();
  const readFrom = new Map<string, number>();
  const isr = new Map<string, readonly string[]>();
  const logs = new Map<string, Map<string, EventOf<'log'>>>();
  return {
    on(event) {
      if (event.type === 'run') plan = planOf(event);
      if (event.type === 'state') isr.set(event.partition, event.isr);
      if (event.type === 'broker-log') widen(bounds, event);
      if (event.type === 'op' && event.final) {
        for (const [partition, start] of Object.entries(event.atStart ?? {})) readFrom.set(partition, start);
      }
      if (event.type !== 'log' || !event.final) return;
      logs.set(event.partition, (logs.get(event.partition) ?? new Map()).set(event.node, event));
    },
    end: () => (partition) => {
      const inIsr = isr.get(partition);
      const isCounted = (node: string) => inIsr === undefined || inIsr.includes(node);
      return {
        cleanup:
          plan?.topics.find(({ name }) => name === parsePartition(partition)?.topic)?.cleanup ?? nothing,
        compactedTo: bounds.get(boundName('compacted', partition)) ?? 0,
        expiredTo: bounds.get(boundName('expired', partition)) ?? 0,
        deletedTo: bounds.get(boundName('deleted', partition)) ?? 0,
        readFrom: readFrom.get(partition) ?? null,
        starts: [...(logs.get(partition)?.values() ?? [])]
          .filter(({ node }) => isCounted(node))
          .map(({ start }) => start),
      };
    },
  };
}

function widen(bounds: Map<string, number>, { kind, partition, offset }: EventOf<'broker-log'>): void {
  if (!told.has(kind) || partition === undefined || offset === undefined) return;
  const name = boundName(kind, partition);
  bounds.set(name, Math.max(bounds.get(name) ?? 0, offset));
}

function boundName(kind: string, partition: string): string {
  return `${kind} ${partition}`;
}
