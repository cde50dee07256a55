import { followNodes, type NodeEnd } from '../checks/node-ends.ts';
import type { EventOf, HistoryEvent } from '../history/event.ts';
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

interface MutableRunEvents {
  run: EventOf<'run'> | null;
  plan: Plan | null;
  nodes: EventOf<'node'>[];
  steps: EventOf<'step'>[];
  faults: EventOf<'fault'>[];
  states: EventOf<'state'>[];
  logs: EventOf<'log'>[];
  unreadLogs: EventOf<'unread-log'>[];
  brokerLogs: EventOf<'broker-log'>[];
  gaps: (EventOf<'blind'> | EventOf<'clock'>)[];
  warnings: string[];
  end: EventOf<'end'> | null;
  durationMs: number;
}

/** A fold over all events. */
export function startRunEvents(): { on(event: HistoryEvent): void; end(): RunEvents } {
  const events: MutableRunEvents = {
    run: null,
    plan: null,
    nodes: [],
    steps: [],
    faults: [],
    states: [],
    logs: [],
    unreadLogs: [],
    brokerLogs: [],
    gaps: [],
    warnings: [],
    end: null,
    durationMs: 0,
  };
  const nodes = followNodes();
  const leaderOnly = followLeaderOnly();
  const traffic = startTraffic();
  return {
    on(event) {
      if (event.type === 'op') leaderOnly.on(event);
      keep(events, event);
      nodes.on(event);
      if (event.type === 'op') traffic.on(event);
      events.durationMs = Math.max(events.durationMs, timeOf(event));
    },
    end: () => ({
      ...events,
      leaderOnly: leaderOnly.end(),
      nodeEnds: nodes.end(),
      traffic: traffic.end(),
      warnings: allWarnings(events),
    }),
  };
}

function keep(events: MutableRunEvents, event: HistoryEvent): void {
  switch (event.type) {
    case 'run':
      events.run = event;
      events.plan = planOf(event);
      return;
    case 'step':
      events.steps.push(event);
      return;
    case 'fault':
      events.faults.push(event);
      return;
    case 'state':
      events.states.push(event);
      return;
    case 'log':
      events.logs.push(event);
      return;
    case 'unread-log':
      events.unreadLogs.push(event);
      return;
    case 'broker-log':
      events.brokerLogs.push(event);
      return;
    case 'warning':
      events.warnings.push(event.text);
      return;
    case 'end':
      events.end = event;
      return;
    case 'node':
      events.nodes.push(event);
      return;
    case 'blind':
    case 'clock':
      events.gaps.push(event);
      return;
    case 'op':
      return;
  }
}

// The plan's own warnings may be recorded as events too: each is told once.
function allWarnings({ plan, warnings }: MutableRunEvents): readonly string[] {
  return [...new Set([...(plan?.warnings ?? []), ...warnings])];
}

function timeOf(event: HistoryEvent): number {
  if (event.type === 'run') return 0;
  return event.type === 'op' ? event.end : event.time;
}
