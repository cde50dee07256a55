import type { EventOf, HistoryEvent } from '../src/history/event.ts';
import type { PhaseName, Span } from './phases.ts';

/** What the history of a key9 run tells of where its time went, in ms since the run began. */
export function spansOf(events: readonly HistoryEvent[]): readonly Span[] {
  const boots = bootsOf(events);
  const steps = stepsOf(events).flatMap((step) => spansOfStep(step, boots));
  const first = steps[0]?.from ?? 0;
  return [{ phase: 'configure, spawn', from: 0, to: first }, ...steps, ...boots];
}

function bootsOf(events: readonly HistoryEvent[]): readonly Span[] {
  const startedAt = new Map<string, number>();
  const boots: Span[] = [];
  for (const event of events) {
    if (event.type !== 'node') continue;
    if (event.event === 'started') startedAt.set(event.node, event.time);
    const from = startedAt.get(event.node);
    if (event.event === 'ready' && from !== undefined)
      boots.push({ phase: 'JVM boots', from, to: event.time });
  }
  return boots;
}

interface Step {
  readonly name: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function stepsOf(events: readonly HistoryEvent[]): readonly Step[] {
  const began = new Map<string, EventOf<'step'>>();
  const steps: Step[] = [];
  for (const event of events) {
    if (event.type !== 'step') continue;
    const id = `${event.phase} ${event.index} ${event.name}`;
    const before = began.get(id);
    if (event.event === 'began') began.set(id, event);
    else if (before) steps.push({ name: event.name, text: event.text, from: before.time, to: event.time });
  }
  return steps;
}

/** Bringing the cluster up is two things: until the last JVM has booted, and what Kafka does then. */
function spansOfStep(step: Step, boots: readonly Span[]): readonly Span[] {
  const { from, to } = step;
  if (step.name !== 'cluster-up') return [{ phase: phaseOf(step), from, to }];
  const up = Math.max(...boots.map((boot) => boot.to).filter((time) => time <= to));
  return [
    { phase: 'configure, spawn', from, to: up },
    { phase: 'topic, leaders, ISR', from: up, to },
  ];
}

const phaseOfStep: Readonly<Record<string, PhaseName>> = {
  start: 'configure, spawn',
  'start-nodes': 'configure, spawn',
  produce: 'produce',
  pick: 'produce',
  kill: 'kill, truncate',
  truncate: 'kill, truncate',
  'final-read': 'final read, replica logs',
  'read-logs': 'final read, replica logs',
};

/** The first wait for an ISR, and the one for no session, wait for ZooKeeper to give up the dead brokers. */
const sessionWaits = /^wait (for ISR \{2,3\}|until no session)/;

function phaseOf({ name, text }: Step): PhaseName {
  if (sessionWaits.test(text)) return 'session expiry';
  return phaseOfStep[name] ?? 'topic, leaders, ISR';
}
