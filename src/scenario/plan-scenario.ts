import { resolve } from 'node:path';
import type { Plan, PlannedSetting } from '../plan.ts';
import type { System } from '../systems/system.ts';
import { examine, type GoodScenario } from './examine.ts';
import type { WrittenScenario } from './load.ts';
import { applyConfig, type Configured } from './own-config/index.ts';
import { applyTopicConfig } from './own-config/topics.ts';
import { flagPlace, throwProblems } from './problems.ts';
import { resolvePlan } from './resolve.ts';
import { applySet, assignmentOf, type SetPatch } from './set.ts';
import { placedTopics } from './topics.ts';
import { type Leaf, type Path, placeAt, type Tree, withoutKey, withValue } from './tree.ts';
import { applyAll, applyVariant } from './variant.ts';
import { vocabularyFor } from './vocabulary.ts';

/** What may be laid over a scenario, in the order in which it is: the last one wins. */
export interface PlanOptions {
  readonly variant?: string | undefined;
  /** The user's own configuration files, laid over each other in this order. */
  readonly config?: readonly string[] | undefined;
  /** Settings of the user's own topics: each `KEY=VALUE` or a file. */
  readonly topicConfig?: readonly string[] | undefined;
  /** Lets settings through that this version of the system does not know. */
  readonly allowUnknown?: boolean | undefined;
  readonly kafka?: string | undefined;
  readonly kafkaHome?: string | undefined;
  readonly set?: readonly SetPatch[] | undefined;
  readonly runtime?: string | undefined;
  readonly budgetMs?: number | undefined;
}

/** The plan of a scenario under its patches. Throws ScenarioProblems with everything that is wrong. */
export function planScenario(written: WrittenScenario, options: PlanOptions): Plan {
  const patched = applyPatches(written, options);
  const vocabulary = vocabularyFor(patched.tree);
  const examined = examine(patched.tree, vocabulary, options.budgetMs);
  throwProblems([...patched.problems, ...examined.problems]);
  if (!('good' in examined)) throw new TypeError('a scenario without problems is good');
  const { good } = examined;
  const settings = plannedSettings(good, patched.tree, vocabulary.system);
  const isTheirs = (options.config ?? []).length > 0;
  const topics = isTheirs ? good.topics.map(({ name }) => name) : [];
  return resolvePlan(good, vocabulary.system, {
    name: written.name,
    file: written.file,
    variant: options.variant ?? null,
    runtime: options.runtime ?? 'auto',
    budgetMs: options.budgetMs,
    patches: patchesInWords(options),
    settings,
    leftOut: patched.leftOut,
    notes: [...patched.notes, ...topicNotes(settings, topics, options.topicConfig ?? [])],
  });
}

/** The scenario with everything laid over it, as the plan is made of it. */
export function patchedTree(written: WrittenScenario, options: PlanOptions): Tree {
  return applyPatches(written, options).tree;
}

/** Every setting of the brokers and topics with the place where it was written, or who else decides it. */
function plannedSettings({ written }: GoodScenario, tree: Tree, system: System): readonly PlannedSetting[] {
  const originOf = (path: Path) => placeAt(tree, path).text.replace(/(:\d+):\d+$/, '$1');
  const brokers = system.settings?.(written.cluster, (path) => originOf(['cluster', ...path])) ?? [];
  const topics = placedTopics(written.topic, written.topics).flatMap(({ topic, at }) =>
    Object.entries(topic.config).map(([key, value]) => ({
      of: topic.name,
      key,
      value,
      origin: originOf([...at, 'config', key]),
    })),
  );
  return [...brokers, ...topics];
}

/** Beside a user's own file: what the scenario's topics set themselves holds over it. */
function topicNotes(
  settings: readonly PlannedSetting[],
  topics: readonly string[],
  topicFiles: readonly string[],
): readonly string[] {
  const isAsked = (origin: string) =>
    origin.startsWith('--') || topicFiles.some((file) => origin.startsWith(`${file}:`));
  return topics.flatMap((topic) => {
    const own = settings.filter(({ of, origin }) => of === topic && !isAsked(origin));
    if (own.length === 0) return [];
    const told = own.map(({ key, value }) => `${key}=${value}`).join(', ');
    return [`topic ${topic} has settings of the scenario, which hold over your brokers': ${told}`];
  });
}

function applyPatches({ name, tree }: WrittenScenario, options: PlanOptions): Configured {
  const vocabulary = vocabularyFor(tree);
  const { variant, config = [], topicConfig = [], set = [] } = options;
  const varied =
    variant === undefined
      ? { tree, problems: [] }
      : applyVariant(tree, { scenario: name, name: variant }, vocabulary);
  const chosen = withDistribution(varied.tree, options);
  const topics = applyTopicConfig(chosen, topicConfig, vocabulary);
  const last = applyAll(topics.tree, set, (now, patch) => applySet(now, patch, vocabulary));
  const before = { ...topics, ...last, problems: [...varied.problems, ...topics.problems, ...last.problems] };
  if (config.length === 0) return before;
  const { tree: configured, ...said } = applyConfig(last.tree, tree, config, vocabulary);
  return {
    tree: configured,
    problems: [...before.problems, ...said.problems],
    leftOut: [...said.leftOut, ...before.leftOut],
    notes: [...said.notes, ...before.notes],
  };
}

function withDistribution(tree: Tree, { kafka, kafkaHome, allowUnknown }: PlanOptions): Tree {
  const allowing = allowUnknown
    ? withValue(tree, ['cluster', 'allowUnknown'], { ...flagValue('--allow-unknown', ''), value: true })
    : tree;
  return withVersion(allowing, { kafka, kafkaHome });
}

function withVersion(tree: Tree, { kafka, kafkaHome }: PlanOptions): Tree {
  const versioned =
    kafka === undefined
      ? tree
      : withValue(withoutKey(tree, ['cluster', 'home']), ['cluster', 'kafka'], flagValue('--kafka', kafka));
  return kafkaHome === undefined
    ? versioned
    : withValue(versioned, ['cluster', 'home'], flagValue('--kafka-home', resolve(kafkaHome)));
}

function flagValue(flag: string, value: string): Leaf {
  return { kind: 'leaf', place: flagPlace(`${flag} ${value}`.trim()), value };
}

function patchesInWords(options: PlanOptions): string[] {
  const {
    variant,
    config = [],
    topicConfig = [],
    kafka,
    kafkaHome,
    allowUnknown,
    set = [],
    budgetMs,
  } = options;
  const given: readonly (readonly [flag: string, value: string | undefined])[] = [
    ['--variant', variant],
    ...config.map((file) => ['--config', file] as const),
    ...topicConfig.map((given) => ['--topic-config', given] as const),
    ['--kafka', kafka],
    ['--kafka-home', kafkaHome],
    ...set.map((patch) => ['--set', assignmentOf(patch)] as const),
    ['--budget', budgetMs === undefined ? undefined : `${budgetMs / 1000}s`],
  ];
  const words = given.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${value}`]));
  return allowUnknown ? [...words, '--allow-unknown'] : words;
}
