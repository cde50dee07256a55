import type { z } from 'zod';
import { hasDisk, type PlannedNode, type PlannedTopic, partitionsOf } from '../plan.ts';
import { plannedDisk } from '../systems/disk-schema.ts';
import type { System } from '../systems/system.ts';
import { check, type Mistake, problemOf, unknownName } from './issues.ts';
import type { Problem } from './problems.ts';
import { budgetMsDefault, type ScenarioSchema, type WrittenExpectation } from './schema.ts';
import { type ReadStep, readSteps } from './steps.ts';
import { placedTopics, plannedTopic, topicMistakes } from './topics.ts';
import { childOf, dataAt, type Tree, toData } from './tree.ts';
import { anomalies, type Vocabulary } from './vocabulary.ts';
import { type WalkStart, walkSteps } from './walk.ts';

/** A scenario in which everything was found good. */
export interface GoodScenario {
  readonly written: z.output<ScenarioSchema>;
  readonly nodes: readonly PlannedNode[];
  readonly topics: readonly PlannedTopic[];
  readonly steps: readonly ReadStep[];
}

/** Either all that is wrong, or a scenario fit to run. */
export type Examined =
  | { readonly problems: readonly Problem[] }
  | { readonly problems: readonly []; readonly good: GoodScenario };

/** Looks at every part on its own, so that a mistake in one hides none in another. A budget counts before the file's. */
export function examine(tree: Tree, vocabulary: Vocabulary, budgetMs?: number): Examined {
  const whole = check(vocabulary.schema, toData(tree));
  const steps = readSteps(tree, vocabulary.system);
  const nodes = nodesOf(tree, vocabulary);
  const topics = topicsOf(tree, nodes, vocabulary);
  const mistakes = [
    ...('mistakes' in whole ? whole.mistakes : []),
    ...steps.flatMap((step) => step.mistakes),
    ...clusterMistakes(tree, vocabulary),
    ...topics.mistakes,
    ...expectationMistakes(tree, nodes, vocabulary),
  ];
  const start = walkStart(tree, nodes, topics.planned, vocabulary);
  const walked =
    nodes.length > 0 ? walkSteps(steps, budgetMs === undefined ? start : { ...start, budgetMs }) : [];
  const problems = [...mistakes.map((mistake) => problemOf(mistake, tree)), ...walked];
  if (problems.length > 0 || !('value' in whole)) return { problems };
  return { problems: [], good: { written: whole.value, nodes, topics: topics.planned, steps } };
}

function namesOf(nodes: readonly PlannedNode[]): readonly string[] {
  return nodes.map(({ name }) => name);
}

/** A part of the file by its own schema; undefined when it is wrong, which the whole's check tells. */
function part<T>(schema: z.ZodType<T, unknown>, tree: Tree, key: string): T | undefined {
  const checked = check(schema, dataAt(tree, key));
  return 'value' in checked ? checked.value : undefined;
}

function nodesOf(tree: Tree, { system }: Vocabulary): readonly PlannedNode[] {
  const cluster = part(system.clusterSchema, tree, 'cluster');
  return cluster ? system.plannedNodes(cluster) : [];
}

function clusterMistakes(tree: Tree, { system }: Vocabulary): Mistake[] {
  const cluster = part(system.clusterSchema, tree, 'cluster');
  const problems = cluster ? system.problems(cluster) : [];
  return problems.map(({ path, message }) => ({ path: ['cluster', ...path], about: 'value', message }));
}

function topicsOf(tree: Tree, nodes: readonly PlannedNode[], { schema, system }: Vocabulary) {
  const { topic, topics } = schema.shape;
  const cluster = part(system.clusterSchema, tree, 'cluster') ?? {};
  const brokers = namesOf(nodes.filter(({ holdsData }) => holdsData));
  const isWrong = ['topic', 'topics'].some((key) => childOf(tree, key)) && nodes.length > 0;
  const own = system.ownLogs?.(cluster, nodes);
  if (own && nodes.length > 0) return { mistakes: foreignTopics(tree, system, own), planned: own };
  const placed = placedTopics(part(topic, tree, 'topic'), part(topics, tree, 'topics'));
  if (nodes.length === 0 || (isWrong && placed.length === 0)) return { mistakes: [], planned: [] };
  return {
    mistakes: [
      ...topicMistakes(placed, brokers),
      ...placed.flatMap(({ topic: { config }, at }) =>
        (system.topicProblems?.(cluster, config) ?? []).map(({ path, message }) => ({
          path: [...at, 'config', ...path],
          about: 'value' as const,
          message,
        })),
      ),
    ],
    planned: placed.map(({ topic: one }) => plannedTopic(one, brokers)),
  };
}

/** A system that has its logs by itself makes no others. */
function foreignTopics(tree: Tree, { name }: System, own: readonly PlannedTopic[]): Mistake[] {
  const logs = own.map((log) => log.name).join(', ');
  return ['topic', 'topics']
    .filter((key) => childOf(tree, key))
    .map((key) => {
      const message = `'${key}': ${name} has its log by itself, ${logs}; leave \`${key}\` out`;
      return { path: [key], about: 'key' as const, message };
    });
}

function expectationMistakes(tree: Tree, nodes: readonly PlannedNode[], vocabulary: Vocabulary): Mistake[] {
  const expected: WrittenExpectation | undefined = part(vocabulary.schema.shape.expect, tree, 'expect');
  if (expected === undefined || typeof expected === 'string') return [];
  const names = namesOf(nodes);
  return [
    ...unknownNames('anomaly', 'anomalies', expected.anomalies ?? [], anomalies),
    ...(names.length > 0 ? unknownNames('node', 'down', expected.down ?? [], names) : []),
  ];
}

function unknownNames(
  what: string,
  key: string,
  given: readonly string[],
  known: readonly string[],
): Mistake[] {
  return given.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ path: ['expect', key, index], about: 'value' as const, message: unknownName(what, name, known) }],
  );
}

function walkStart(
  tree: Tree,
  nodes: readonly PlannedNode[],
  topics: readonly PlannedTopic[],
  { system, schema }: Vocabulary,
): WalkStart {
  const cluster = part(system.clusterSchema, tree, 'cluster') ?? {};
  return {
    system: system.name,
    readsSegments: system.readSegment !== undefined,
    nodes,
    roles: system.roles,
    disks: plannedDisk(cluster) ? namesOf(nodes.filter(hasDisk)) : [],
    topics: topics.map(({ name }) => name),
    partitions: partitionsOf(topics),
    autostart: part(schema.shape.autostart, tree, 'autostart') ?? true,
    budgetMs: part(schema.shape.budget, tree, 'budget') ?? budgetMsDefault,
  };
}
