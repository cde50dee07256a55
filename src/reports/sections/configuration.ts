import type { Judged } from '../../judge/verdict.ts';
import type { Plan } from '../../plan.ts';
import { type Block, type Cell, shortened, tableOf } from './section.ts';

const defaultOrigin = "Kafka's default";

/** A report lands in pull requests: what the user's own server.properties keeps secret must not. */
const secretKey = /password|secret|jaas|\.key$/i;

/** What was set, and by whom: the differences from that Kafka's defaults first, then defaults that decide a loss. */
export function settingBlocks({ events: { plan } }: Judged): readonly Block[] {
  if (!plan) return [];
  const settings = settingsOf(plan);
  const rows = settings.map(({ of, key, value, origin }): Cell[] => [
    { code: shortened(`${key}=${shownSetting(key, value)}`) },
    of ?? '',
    origin,
  ]);
  const isDefault = (index: number) => settings[index]?.origin === defaultOrigin;
  const head = ['setting', 'only of', 'from'];
  const defaults = rows.filter((_, index) => isDefault(index));
  return [
    ...tableOf(
      head,
      rows.filter((_, index) => !isDefault(index)),
      { rest: 'all in plan.json' },
    ),
    ...(defaults.length === 0 ? [] : [said('Left at their defaults, and decisive for what a crash takes:')]),
    ...tableOf(
      ['setting'],
      defaults.map(([setting = '']) => [setting]),
    ),
  ];
}

/** Every setting that is known, with its origin. */
export function settingsOf(plan: Plan): NonNullable<Plan['settings']> {
  return plan.settings?.length ? plan.settings : writtenSettings(plan);
}

/** The value of a setting, unless its key says that it is nobody's business. */
export function shownSetting(key: string, value: string): string {
  return secretKey.test(key) ? '(hidden)' : value;
}

/** A plan that was stored before settings had origins. */
function writtenSettings({ cluster }: Plan): NonNullable<Plan['settings']> {
  const config: unknown = Reflect.get(cluster, 'config');
  if (typeof config !== 'object' || config === null) return [];
  return Object.entries(config).map(([key, value]) => ({
    of: null,
    key,
    value: String(value),
    origin: 'the scenario',
  }));
}

/** What of the user's own files goes no further. */
export function leftOutBlocks({ events: { plan } }: Judged): readonly Block[] {
  const rows = (plan?.leftOut ?? []).map(({ key, place, group }): Cell[] => [{ code: key }, place, group]);
  return tableOf(['setting', 'where', 'why'], rows, { rest: 'all in plan.json' });
}

/** The nodes, the topics and the steps as they were planned. */
export function planBlocks({ events: { plan } }: Judged): readonly Block[] {
  if (!plan) return [];
  const topics = plan.topics.map(({ name, partitions, replicas, config }): Cell[] => [
    name,
    String(partitions),
    String(replicas),
    Object.entries(config)
      .map(([key, value]) => `${key}=${value}`)
      .join(', '),
  ]);
  const steps = plan.steps.map(({ text }, index): Cell[] => [String(index + 1), { code: shortened(text) }]);
  return [
    said(`Nodes: ${plan.nodes.map(({ name }) => name).join(', ')}.`),
    ...(plan.disk ? [said(`Each keeps its data on a ${plan.disk.filesystem} of its own.`)] : []),
    ...tableOf(['topic', 'partitions', 'replicas', 'configuration'], topics, { rest: 'all in plan.json' }),
    ...tableOf(['step', 'as written'], steps, { rest: 'all in plan.json' }),
  ];
}

function said(text: string): Block {
  return { kind: 'text', text };
}
