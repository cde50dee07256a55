import type { Expectation, LeftOutSetting, Plan, PlannedSetting, PlannedTopic } from '../plan.ts';
import { plannedDisk } from '../systems/disk-schema.ts';
import type { System } from '../systems/system.ts';
import type { GoodScenario } from './examine.ts';
import { budgetMsDefault, type WrittenExpectation } from './schema.ts';

/** What the command line adds to a scenario. */
export interface Choices {
  readonly name: string;
  readonly file: string | null;
  readonly variant: string | null;
  readonly runtime: string;
  readonly budgetMs?: number | undefined;
  readonly patches: readonly string[];
  readonly settings: readonly PlannedSetting[];
  readonly leftOut: readonly LeftOutSetting[];
  readonly notes: readonly string[];
}

/** Fills every gap, so that nothing is left to decide when the first node starts. */
export function resolvePlan(good: GoodScenario, system: System, choices: Choices): Plan {
  const { written, nodes, topics, steps } = good;
  const plan: Plan = {
    name: choices.name,
    title: written.title,
    source: written.source ?? null,
    about: written.about ?? null,
    variant: choices.variant,
    file: choices.file,
    budgetMs: choices.budgetMs ?? written.budget ?? budgetMsDefault,
    runtime: choices.runtime,
    system: system.name,
    words: system.words,
    ...(system.needsMajority ? { needsMajority: true } : {}),
    cluster: written.cluster,
    autostart: written.autostart,
    disk: plannedDisk(written.cluster),
    nodes,
    topics: topics.map((topic) => withCleanup(topic, written.cluster, system)),
    steps: steps.flatMap(({ planned }) => planned ?? []),
    expect: expectationOf(written.expect),
    patches: choices.patches,
    settings: choices.settings,
    leftOut: choices.leftOut,
    warnings: [],
  };
  return { ...plan, warnings: durabilityFirst([...choices.notes, ...system.warnings(plan)]) };
}

const durability = /flush|fsync|unclean|min\.insync|replicat?ion|replica|acks/i;

/** What decides whether a record survives is read first, or not at all. */
function durabilityFirst(warnings: readonly string[]): readonly string[] {
  const isAbout = (warning: string) => durability.test(warning);
  return [...warnings.filter(isAbout), ...warnings.filter((warning) => !isAbout(warning))];
}

function withCleanup(topic: PlannedTopic, cluster: Plan['cluster'], system: System): PlannedTopic {
  const cleanup = system.cleanup?.(cluster, topic);
  return cleanup ? { ...topic, cleanup } : topic;
}

function expectationOf(written: WrittenExpectation = 'no-loss'): Expectation {
  if (typeof written === 'string') {
    const loss = written === 'no-loss' ? 'none' : 'some';
    return { loss, lost: null, anomalies: null, down: [], unavailable: null };
  }
  const { lost = null, anomalies = null, down = [], unavailable = null, ...removed } = written;
  return { loss: null, lost, anomalies, down, unavailable, removed: givenOnly(removed) };
}

function givenOnly<T extends object>(written: T) {
  return Object.fromEntries(
    Object.entries(written).filter(([, value]) => value !== undefined),
  ) as Expectation['removed'] & object;
}
