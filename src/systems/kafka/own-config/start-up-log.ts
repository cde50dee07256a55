import type { Form, WrittenSetting } from './form.ts';

const heading = /KafkaConfig values:\s*$/;
const entry = /\t([A-Za-z][\w.-]*) = (.*)$/;

/** What a broker prints when it starts: `KafkaConfig values:` and a line for each setting, defaults included. */
export const startUpLog: Form = {
  title: "a broker's start-up log",
  recognizes: (text) => /KafkaConfig values:[ \t]*\r?$/m.test(text),
  read: (text) => ({ settings: firstBlock(text.split(/\r?\n/)), problems: [] }),
};

/** The first block is the whole configuration; later ones are of parts of the broker. */
function firstBlock(lines: readonly string[]): readonly WrittenSetting[] {
  const start = lines.findIndex((line) => heading.test(line)) + 1;
  const length = lines.slice(start).findIndex((line) => !entry.test(line));
  const block = lines.slice(start, length === -1 ? undefined : start + length);
  return block.flatMap((line, index) => {
    const [, key = '', printed = ''] = entry.exec(line) ?? [];
    // What is null was not set; what is hidden is a password.
    if (['null', '[hidden]'].includes(printed.trim())) return [];
    return [{ key, value: unprinted(printed), line: start + index + 1 }];
  });
}

/** Lists are printed in brackets, classes with the word. */
function unprinted(printed: string): string {
  const list = /^\[(.*)\]$/.exec(printed)?.[1];
  return list === undefined ? printed.replace(/^class /, '') : list.split(', ').join(',');
}
