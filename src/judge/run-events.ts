import { followNodes, type NodeEnd } from '../checks/node-ends.ts';
import type { EventOf, EventType, HistoryEvent } from '../history/event.ts';
import { planOf } from '../history/stored-plan.ts';
import type { Plan } from '../plan.ts';
import { followLeaderOnly, type LeaderOnly } from './leader-only.ts';
import { startTraffic, type Traffic } from './traffic.ts';

/** What the blame and the reports show of a history besides its facts: all that is not an `op`, and who had to acknowledge. */
export interface RunEvents {
  readonly run: EventOf<'run'> | null;
  readonly plan: Plan | null;
  /** How each node stood when the last step was over. */
  readonly nodeEnds: ReadonlyMap<string, NodeEnd>;
  /** What each process did: placed, started, ready, exited, paused. */
  readonly nodes: readonly EventOf<'node'>[];
  readonly steps: readonly EventOf<'step'>[];
  readonly faults: readonly EventOf<'fault'>[];
  readonly states: readonly EventOf<'state'>[];
  readonly logs: readonly EventOf<'log'>[];
  /** Looks at a replica's log that failed. */
  readonly unreadLogs: readonly EventOf<'unread-log'>[];
  readonly brokerLogs: readonly EventOf<'broker-log'>[];
  /** Times in which the watch saw nothing, and jumps of the wall clock. */
  readonly gaps: readonly (EventOf<'blind'> | EventOf<'clock'>)[];
  readonly traffic: Traffic;
  /** Of the plan and of the run. */
  readonly warnings: readonly string[];
  /** The operations that only the leader had to acknowledge. */
  readonly leaderOnly: LeaderOnly;
  readonly end: EventOf<'end'> | null;
  /** The latest time of any event. */
  readonly durationMs: number;
}

/** A fold over all events: keeps all but the operations, of which there are millions. */
export function startRunEvents(): { on(event: HistoryEvent): void; end(): RunEvents } {
  const kept: HistoryEvent[] = [];
  let durationMs = 0;
  const nodes = followNodes();
  const leaderOnly = followLeaderOnly();
  const traffic = startTraffic();
  return {
    on(event) {
      nodes.on(event);
      durationMs = Math.max(durationMs, timeOf(event));
      if (event.type !== 'op') return void kept.push(event);
      leaderOnly.on(event);
      traffic.on(event);
    },
    end: () => ({
      ...sorted(kept),
      nodeEnds: nodes.end(),
      traffic: traffic.end(),
      leaderOnly: leaderOnly.end(),
      durationMs,
    }),
  };
}

function sorted(kept: readonly HistoryEvent[]) {
  const of = <T extends EventType>(...types: readonly T[]) =>
    kept.filter((event): event is EventOf<T> => types.some((type) => type === event.type));
  const run = of('run').at(-1) ?? null;
  const plan = run && planOf(run);
  return {
    run,
    plan,
    nodes: of('node'),
    steps: of('step'),
    faults: of('fault'),
    states: of('state'),
    logs: of('log'),
    unreadLogs: of('unread-log'),
    brokerLogs: of('broker-log'),
    gaps: of('blind', 'clock'),
    warnings: allWarnings(plan, of('warning')),
    end: of('end').at(-1) ?? null,
  };
}

// The plan's own warnings may be recorded as events too: each is told once.
function allWarnings(plan: Plan | null, told: readonly EventOf<'warning'>[]): readonly string[] {
  return [...new Set([...(plan?.warnings ?? []), ...told.map(({ text }) => text)])];
}

function timeOf(event: HistoryEvent): number {
  if (event.type === 'run') return 0;
  return event.type === 'op' ? event.end : event.time;
}
