import { described, describedEntities, describedSettings } from './described.ts';
import { type Form, type LineProblem, matchingLines } from './form.ts';
import { properties } from './properties.ts';

/** A topic as `kafka-topics --describe` tells it; the lines of its partitions have no `Configs:`. */
const listed = /^Topic:\s*(\S+)\s.*ReplicationFactor:\s*(\d+)\s+Configs:[ \t]*(.*?)\s*$/;

/** What `kafka-topics --describe` prints. */
const topicListing: Form = {
  title: 'the output of kafka-topics --describe',
  recognizes: (text) => matchingLines(text, listed).length > 0,
  read(text) {
    const topics = matchingLines(text, listed);
    const settings = topics.flatMap(({ match: [, , , configs = ''], line }) =>
      // A list has commas, too: `cleanup.policy=compact,delete,min.insync.replicas=2`.
      configs.split(/,(?=[a-z][\w.-]*=)/).flatMap((pair) => {
        const [, key, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
        return key === undefined || value === undefined ? [] : [{ key, value, line }];
      }),
    );
    return {
      settings,
      problems: severalTopics(topics.map(({ match, line }) => ({ name: match[1] ?? '', line }))),
    };
  },
};

/** What `kafka-configs --describe --entity-type topics` prints. */
const describedTopic: Form = {
  ...described,
  read(text) {
    const entities = describedEntities(text);
    const foreign = entities.find(({ kind }) => !kind.startsWith('topic'));
    const problems = foreign
      ? [{ line: foreign.line, message: `these are settings of a ${foreign.kind}, not of a topic` }]
      : severalTopics(entities);
    return { settings: describedSettings(text), problems };
  },
};

function severalTopics(
  topics: readonly { readonly name: string; readonly line: number }[],
): readonly LineProblem[] {
  const [first, ...others] = topics;
  const other = others.find(({ name }) => name !== first?.name);
  if (!first || !other) return [];
  const message = `this is about another topic than line ${first.line} ('${other.name}', '${first.name}'); give the settings of one`;
  return [{ line: other.line, message }];
}

/** The first that recognizes a topic's file reads it. */
export const topicForms: readonly Form[] = [topicListing, describedTopic, properties];

/** The topic's replicas, as far as the file tells. */
export function listedReplicas(text: string): number | undefined {
  const factor = matchingLines(text, listed)[0]?.match[2];
  return factor === undefined ? undefined : Number(factor);
}
