import { type Form, matchingLines } from './form.ts';

const heading = /^(?:Dynamic|All|Default) configs for (brokers?|topics?|\S+)/;
const entry = /^\s+([A-Za-z][\w.-]*)=(.*?) sensitive=(true|false)(?: synonyms=\{.*\})?\s*$/;

/** What `kafka-configs --describe` prints. */
export const described: Form = {
  title: 'the output of kafka-configs --describe',
  recognizes: (text) => /^(?:Dynamic|All|Default) configs for /m.test(text),
  read(text) {
    const foreign = matchingLines(text, heading).find(({ match }) => !match[1]?.startsWith('broker'));
    const settings = matchingLines(text, entry)
      .filter(({ match }) => match[3] === 'false')
      .map(({ match: [, key = '', value = ''], line }) => ({ key, value, line }));
    if (!foreign) return { settings, problems: [] };
    const message = `these are settings of a ${foreign.match[1]}, not of a broker; a topic's are given as --set topic.config.KEY=VALUE`;
    return { settings: [], problems: [{ line: foreign.line, message }] };
  },
};
