import { type Form, matchingLines } from './form.ts';

const variable = /^\s*(?:export\s+)?KAFKA_(?:CFG_)?([A-Z0-9_]+)=(.*)$/;

/** An environment file of a container: `KAFKA_MIN_INSYNC_REPLICAS=2`, with `KAFKA_CFG_` as Bitnami's images have it. */
export const environment: Form = {
  title: 'an environment file',
  recognizes: (text) =>
    /^[ \t]*(?:export[ \t]+)?KAFKA_[A-Z0-9_]+=/m.test(text) &&
    !/^[ \t]*[a-z][\w-]*(?:\.[\w-]+)+[ \t]*[=:]/m.test(text),
  read: (text) => ({
    settings: matchingLines(text, variable).map(({ match: [, name = '', value = ''], line }) => ({
      key: keyOf(name),
      value: unquoted(value),
      line,
    })),
    problems: [],
  }),
};

const separators: Readonly<Record<string, string>> = { ___: '-', __: '_', _: '.' };

/** The images' own rule: three underscores are a dash, two one underscore, one a dot. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/_{1,3}/g, (run) => separators[run] ?? '.');
}

/** A shell and Compose take the quotes away. */
function unquoted(value: string): string {
  return /^\s*(["'])(.*)\1\s*$/.exec(value)?.[2] ?? value.trim();
}
