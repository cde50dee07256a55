import type { NatsCluster } from './schema.ts';

/** A tree of settings as nats.conf has it. */
export interface Settings {
  readonly [key: string]: string | number | boolean | readonly string[] | Settings;
}

/** A setting with its place below `config:`, as it was written there, and the whole path of its key. */
export interface WrittenSetting {
  readonly place: readonly string[];
  readonly path: readonly string[];
  readonly value: string;
}

/** What stands below `config:`. A key may name its block, too: `jetstream.sync_interval`, as `--set` writes it. */
export function writtenSettings({ config }: NatsCluster): readonly WrittenSetting[] {
  return Object.entries(config).flatMap(([key, value]) => {
    if (typeof value === 'string') return [{ place: [key], path: key.split('.'), value }];
    return Object.entries(value).map(([inner, text]) => ({
      place: [key, inner],
      path: [key, ...inner.split('.')],
      value: text,
    }));
  });
}

/** The settings of a scenario under those of the run, which nobody may change. */
export function mergedSettings(written: readonly WrittenSetting[], own: Settings): Settings {
  const trees = written.map(({ path, value }) =>
    path.reduceRight<Settings | string>((inner, key) => ({ [key]: inner }), value),
  );
  return [...trees, own].reduce<Settings>((all, tree) => merged(all, tree as Settings), {});
}

function merged(under: Settings, over: Settings): Settings {
  const both: Record<string, Settings[string]> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = both[key];
    both[key] = isTree(below) && isTree(value) ? merged(below, value) : value;
  }
  return both;
}

function isTree(value: Settings[string] | undefined): value is Settings {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The text of nats.conf. Numbers, true and false stand bare, as the server wants them; any other value in quotes. */
export function configText(settings: Settings, indent = ''): string {
  return Object.entries(settings)
    .map(([key, value]) =>
      isTree(value)
        ? `${indent}${key} {\n${configText(value, `${indent}  `)}${indent}}\n`
        : `${indent}${key}: ${valueText(value as string)}\n`,
    )
    .join('');
}

function valueText(value: string | number | boolean | readonly string[]): string {
  if (typeof value === 'string' && /^(-?\d+(\.\d+)?|true|false)$/.test(value)) return value;
  return JSON.stringify(value);
}
