import { type Form, matchingLines, type WrittenSetting } from './form.ts';

const heading = /^(?:Dynamic|All|Default) configs for (brokers?|topics?|\S+)(?: (\S+) are:)?/;
const entry = /^\s+([A-Za-z][\w.-]*)=(.*?) sensitive=(true|false)(?: synonyms=\{.*\})?\s*$/;

/** What `kafka-configs --describe` prints of brokers. */
export const described: Form = {
  title: 'the output of kafka-configs --describe',
  recognizes: (text) => /^(?:Dynamic|All|Default) configs for /m.test(text),
  read(text) {
    const foreign = describedEntities(text).find(({ kind }) => !kind.startsWith('broker'));
    if (!foreign) return { settings: describedSettings(text), problems: [] };
    const message = `these are settings of a ${foreign.kind}, not of a broker; a topic's are given as --set topic.config.KEY=VALUE, or to assess as --topic-config FILE`;
    return { settings: [], problems: [{ line: foreign.line, message }] };
  },
};

/** What the settings are of, with the line of its heading: `{ kind: 'topic', name: 'orders' }`. */
export function describedEntities(
  text: string,
): readonly { readonly kind: string; readonly name: string; readonly line: number }[] {
  return matchingLines(text, heading).map(({ match: [, kind = '', name = ''], line }) => ({
    kind,
    name,
    line,
  }));
}

/** All settings but those whose values are hidden. */
export function describedSettings(text: string): readonly WrittenSetting[] {
  return matchingLines(text, entry)
    .filter(({ match }) => match[3] === 'false')
    .map(({ match: [, key = '', value = ''], line }) => ({ key, value, line }));
}
