import type { PlannedTopic } from '../plan.ts';
import type { Mistake } from './issues.ts';
import type { WrittenTopic } from './schema.ts';
import type { Path } from './tree.ts';

const replicasDefault = 3;

/** A topic with the place where it was written: under `topic`, or in `topics`. */
export interface PlacedTopic {
  readonly topic: WrittenTopic;
  readonly at: Path;
}

/** The topics in either way of writing them. */
export function placedTopics(
  topic: WrittenTopic | undefined,
  topics: readonly WrittenTopic[] | undefined,
): PlacedTopic[] {
  const several = (topics ?? []).map((one, index) => ({ topic: one, at: ['topics', index] }));
  return topic ? [{ topic, at: ['topic'] }, ...several] : several;
}

/** What the schema cannot say of topics: it knows neither the brokers nor the other topics. */
export function topicMistakes(placed: readonly PlacedTopic[], brokers: readonly string[]): Mistake[] {
  if (placed.length === 0) {
    return [{ path: [], about: 'value', message: "'topic' is missing: topic: { name: topic1 }" }];
  }
  return [
    ...bothForms(placed),
    ...placed.flatMap((one, index) => mistakesIn(one, placed.slice(0, index), brokers)),
  ];
}

/** Replicas in node order, rotated by the partition's number: so the first leader of each partition is known. */
export function plannedTopic(topic: WrittenTopic, brokers: readonly string[]): PlannedTopic {
  const { name, partitions, config } = topic;
  const replicas = topic.replicas ?? Math.min(replicasDefault, brokers.length);
  const assignment = Array.from({ length: partitions }, (_, partition) =>
    Array.from({ length: replicas }, (_, nth) => brokers[(partition + nth) % brokers.length] as string),
  );
  return { name, partitions, replicas, config, assignment };
}

function bothForms(placed: readonly PlacedTopic[]): Mistake[] {
  const forms = new Set(placed.map(({ at }) => at[0]));
  return forms.size > 1
    ? [{ path: ['topics'], about: 'key', message: "say 'topic' or 'topics', not both" }]
    : [];
}

function mistakesIn(
  { topic, at }: PlacedTopic,
  before: readonly PlacedTopic[],
  brokers: readonly string[],
): Mistake[] {
  const { name, replicas = 0 } = topic;
  const mistakes: Mistake[] = [];
  if (replicas > brokers.length) {
    const message = `'replicas': ${replicas} replicas need as many brokers, there are ${brokers.length}`;
    mistakes.push({ path: [...at, 'replicas'], about: 'value', message });
  }
  if (before.some((other) => other.topic.name === name)) {
    mistakes.push({ path: [...at, 'name'], about: 'value', message: `two topics are called '${name}'` });
  }
  return mistakes;
}
