import type { PlannedSetting } from '../plan.ts';
import type { System } from '../systems/system.ts';
import type { GoodScenario } from './examine.ts';
import { placedTopics } from './topics.ts';
import { type Path, placeAt, type Tree } from './tree.ts';

/** Every setting of the brokers and topics with the place where it was written, or who else decides it. */
export function plannedSettings(
  { written }: GoodScenario,
  tree: Tree,
  system: System,
): readonly PlannedSetting[] {
  const originOf = (path: Path) => placeAt(tree, path).text.replace(/(:\d+):\d+$/, '$1');
  const brokers = system.settings?.(written.cluster, (path) => originOf(['cluster', ...path])) ?? [];
  const topics = placedTopics(written.topic, written.topics).flatMap(({ topic, at }) =>
    Object.entries(topic.config).map(([key, value]) => ({
      of: topic.name,
      key,
      value,
      origin: originOf([...at, 'config', key]),
    })),
  );
  return [...brokers, ...topics];
}

/** Beside a user's own file: what the scenario's topics set themselves holds over it. */
export function topicNotes(
  settings: readonly PlannedSetting[],
  topics: readonly string[],
  topicFiles: readonly string[],
): readonly string[] {
  const isAsked = (origin: string) =>
    origin.startsWith('--') || topicFiles.some((file) => origin.startsWith(`${file}:`));
  return topics.flatMap((topic) => {
    const own = settings.filter(({ of, origin }) => of === topic && !isAsked(origin));
    if (own.length === 0) return [];
    const told = own.map(({ key, value }) => `${key}=${value}`).join(', ');
    return [`topic ${topic} has settings of the scenario, which hold over your brokers': ${told}`];
  });
}
