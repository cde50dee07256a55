import { release } from 'node:os';
import { countText } from '../lib/words.ts';
import type { Plan } from '../plan.ts';
import type { Assessment } from '../reports/assessment.ts';
import type { Assessed } from '../suites/assess.ts';
import type { Asked } from './assess-asked.ts';

/** What was found out, with all that it holds for: what every run shares is told by a sample. */
export function assessmentOf(
  { files, flags, facts, use }: Asked,
  { rows, changes, sample }: Assessed,
): Assessment {
  const events = sample?.judged.events;
  const replicas = `topics of ${countText(use.replicas, 'replica')}`;
  return {
    files,
    digest: facts.digest,
    date: new Date().toISOString(),
    versions: { ...events?.run?.versions, Linux: release() },
    runtime: events?.run?.runtimeTitle ?? flags.runtime,
    setup: [replicas, `acks=${use.acks === -1 ? 'all' : use.acks}`, ...use.topicConfig],
    settings: settingsIn(events?.plan?.cluster),
    notes: sameOfNodes(events?.warnings ?? [], events?.plan?.nodes ?? []),
    rows,
    changes,
  };
}

/** Those of all brokers, and what single nodes have otherwise as `broker-2: key`. */
function settingsIn(cluster: Plan['cluster'] = {}): Readonly<Record<string, string>> {
  const { config = {}, nodes = {} } = cluster as {
    readonly config?: Readonly<Record<string, string>>;
    readonly nodes?: Readonly<Record<string, { readonly config: Readonly<Record<string, string>> }>>;
  };
  const own = Object.entries(nodes).flatMap(([node, { config: its }]) =>
    Object.entries(its).map(([key, value]) => [`${node}: ${key}`, value]),
  );
  return { ...config, ...Object.fromEntries(own) };
}

/** What is said of several nodes alike is told once. */
function sameOfNodes(notes: readonly string[], nodes: Plan['nodes']): readonly string[] {
  const names = nodes.map(({ name }) => name);
  const told = new Map<string, string[]>();
  for (const note of notes) {
    const name = names.find((one) => note.startsWith(`${one} `));
    const rest = name === undefined ? note : note.slice(name.length);
    told.set(rest, [...(told.get(rest) ?? []), ...(name === undefined ? [] : [name])]);
  }
  return [...told].map(([rest, of]) => `${of.toSorted().join(', ')}${rest}`);
}
