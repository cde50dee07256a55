import { expectationText } from '../../judge/expectation.ts';
import type { RunEvents } from '../../judge/run-events.ts';
import { countText } from '../../lib/words.ts';
import { holdersText, type Plan, type PlannedTopic } from '../../plan.ts';
import { settingsOf, shownSetting } from '../sections/configuration.ts';

/** Something that is not the same in all runs. */
export interface Difference {
  /** A version, a setting, … */
  readonly what: string;
  /** One of each run, in their order; null where a run has none. */
  readonly values: readonly (string | null)[];
}

/** What a reader of several results asks for: versions, set-up, settings, steps. Only what differs is told. */
export function differencesOf(runs: readonly Pick<RunEvents, 'run' | 'plan'>[]): readonly Difference[] {
  const facts = runs.map(factsOf);
  const names = new Set(facts.flatMap((each) => [...each.keys()]));
  const all = [...names].map((what) => ({ what, values: facts.map((each) => each.get(what) ?? null) }));
  return [...all, ...stepDifferences(runs)].filter(({ values }) => new Set(values).size > 1);
}

type Fact = readonly [name: string, value: string];

function factsOf({ run, plan }: Pick<RunEvents, 'run' | 'plan'>): ReadonlyMap<string, string> {
  const ofRun = run
    ? [
        ['started at', run.startedAt.replace(/^(\S{10})T(\S{8})\.\d+Z$/, '$1 $2 UTC')] as const,
        ...Object.entries(run.versions),
        ['fsync-lab', run.tool] as const,
        ['runtime', run.runtimeTitle] as const,
        ...Object.entries(run.host ?? {}).map(([name, value]): Fact => [name, String(value)]),
      ]
    : [];
  return new Map([...ofRun, ...(plan ? planFacts(plan) : [])]);
}

function planFacts(plan: Plan): readonly Fact[] {
  const changes = plan.patches.filter((patch) => patch.startsWith('--'));
  return [
    ...(plan.nodes.length > 0 ? [['brokers', holdersText(plan.nodes)] as const] : []),
    ['disks', plan.disk?.filesystem ?? 'none'],
    ...plan.topics.map((topic): Fact => [`topic ${topic.name}`, topicText(topic)]),
    ...settingsOf(plan).map(
      ({ of, key, value }): Fact => [of === null ? key : `${key} of ${of}`, shownSetting(key, value)],
    ),
    ...(changes.length > 0 ? [['changed by', changes.join(' ')] as const] : []),
    ['expected', expectationText(plan.expect)],
  ];
}

function topicText({ partitions, replicas, config }: PlannedTopic): string {
  const settings = Object.entries(config).map(([key, value]) => `${key}=${shownSetting(key, value)}`);
  return [countText(partitions, 'partition'), countText(replicas, 'replica'), ...settings].join(', ');
}

/** The steps that not every run has; of different scenarios that would be all of them. */
function stepDifferences(runs: readonly Pick<RunEvents, 'plan'>[]): readonly Difference[] {
  if (new Set(runs.map(({ plan }) => plan?.name)).size > 1) return [];
  const steps = runs.map(({ plan }) => plan?.steps.map(({ text }) => text) ?? []);
  const own = steps.map((texts) => texts.filter((text) => steps.some((others) => !others.includes(text))));
  return [{ what: 'steps', values: own.map((texts) => (texts.length === 0 ? null : texts.join('; '))) }];
}
