import type { TopicFile } from '../../system.ts';
import { knownTopicKeys, topicKeyOfAny } from '../distribution/config-keys/index.ts';
import type { KafkaCluster } from '../schema.ts';
import { isSecret } from '../secrets.ts';
import { textProblems } from './form.ts';
import { properties } from './properties.ts';
import { decode } from './text.ts';
import { listedReplicas, topicForms } from './topic-forms.ts';

/**
 * A topic's settings, as Kafka's own tools print them or as `key=value` lines. A key that no Kafka knows is kept, so that
 * it is told at its line; one of another version, and what can't matter here, is left out and named.
 */
export function readTopicFile(bytes: Uint8Array, cluster: KafkaCluster): TopicFile {
  const decoded = decode(bytes);
  if ('problem' in decoded) return refused([{ line: decoded.line, message: decoded.problem }]);
  const form = topicForms.find(({ recognizes }) => recognizes(decoded.text)) ?? properties;
  const { settings, problems } = form.read(decoded.text);
  const isEmpty = form === properties && settings.length === 0 && problems.length === 0;
  const found = [...problems, ...textProblems(settings), ...(isEmpty ? [empty] : [])];
  if (found.length > 0) return refused(found);
  const judged = settings.map((setting) => ({ ...setting, group: whyLeftOut(setting.key, cluster) }));
  return {
    kept: judged.filter(({ group }) => group === null),
    leftOut: judged.flatMap(({ key, line, group }) => (group === null ? [] : [{ key, line, group }])),
    problems: [],
    notes: form.title === null ? [] : [`read as ${form.title}`],
  };
}

/** How many replicas the topic has, when the file tells it. */
export function replicasIn(bytes: Uint8Array): number | undefined {
  const decoded = decode(bytes);
  return 'problem' in decoded ? undefined : listedReplicas(decoded.text);
}

const empty = { line: 1, message: 'no setting of a topic is in it' };

function refused(problems: TopicFile['problems']): TopicFile {
  return { kept: [], leftOut: [], problems, notes: [] };
}

const groups: readonly (readonly [group: string, keys: RegExp])[] = [
  ['other products', /^confluent\./],
  ['quotas', /\.throttled\.replicas$/],
  ['remote storage', /^(remote|local)\./],
];

function whyLeftOut(key: string, { kafka }: KafkaCluster): string | null {
  const group = groups.find(([, keys]) => keys.test(key))?.[0];
  if (group !== undefined) return group;
  if (isSecret(key)) return 'secrets';
  const isOfThis = kafka === undefined || knownTopicKeys(kafka)?.has(key) === true;
  return !isOfThis && topicKeyOfAny(key) ? 'of another version of Kafka' : null;
}
