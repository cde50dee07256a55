import type { EventOf } from '../../history/event.ts';
import type { Expectation, Plan } from '../../plan.ts';

export const brokers = ['broker-1', 'broker-2', 'broker-3'];

/** Expects nothing, so that a test says all that it expects. */
export const nothingExpected: Expectation = {
  loss: null,
  lost: null,
  anomalies: null,
  down: [],
  unavailable: null,
};

/** The plan of the demo, which run.ts plays. */
const plan: Plan = {
  name: 'key9-loss',
  title: 'One lost batch on one disk',
  source: null,
  about: null,
  variant: null,
  file: 'scenarios/key9-loss.yaml',
  budgetMs: 60_000,
  runtime: 'auto',
  system: 'kafka',
  cluster: { kafka: '3.4.0', config: { 'min.insync.replicas': 2, 'ssl.key.password': 'hunter2' } },
  autostart: true,
  disk: null,
  nodes: brokers.map((name) => ({ name, role: 'broker', holdsData: true })),
  topics: [{ name: 'topic1', partitions: 1, replicas: 3, config: {}, assignment: [brokers] }],
  steps: [
    { name: 'produce', args: {}, text: 'produce: 10' },
    { name: 'truncate', args: {}, text: 'truncate: broker-2' },
    { name: 'produce', args: {}, text: 'produce: 10' },
  ],
  expect: nothingExpected,
  patches: [],
  warnings: [],
};

export function runLine(changes: Partial<Plan> = {}): EventOf<'run'> {
  return {
    type: 'run',
    version: 1,
    id: 'r1',
    startedAt: '2026-11-21T22:40:03.000Z',
    tool: '0.1.0',
    plan: { ...plan, ...changes },
    runtime: 'local',
    runtimeTitle: 'local processes',
    runtimeReason: 'the first that can run this',
    versions: { Kafka: '3.4.0', ZooKeeper: '3.8.1' },
  };
}

export function stepLine(
  index: number | null,
  event: EventOf<'step'>['event'],
  more: Partial<EventOf<'step'>> = {},
): EventOf<'step'> {
  const step = index === null ? undefined : plan.steps[index];
  const { name = 'read', text = 'read to the end' } = step ?? {};
  return {
    type: 'step',
    time: 100,
    phase: index === null ? 'final' : 'steps',
    index,
    name,
    text,
    event,
    ...more,
  };
}

export function logLine(node: string, more: Partial<EventOf<'log'>> = {}): EventOf<'log'> {
  const seen = { start: 0, end: 19, records: 19, torn: 0, badCrc: 0, durable: false };
  return {
    type: 'log',
    time: 12_500,
    partition: 'topic1-0',
    node,
    epochs: [],
    missing: [],
    ...seen,
    ...more,
  };
}

/** The final look at a replica that could not be read. */
export function unreadLine(node: string, why: string): EventOf<'unread-log'> {
  return { type: 'unread-log', time: 12_500, partition: 'topic1-0', node, durable: false, final: true, why };
}
