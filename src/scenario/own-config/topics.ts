import { statSync } from 'node:fs';
import { UserError } from '../../errors.ts';
import { check } from '../issues.ts';
import { flagPlace, type Place } from '../problems.ts';
import { childOf, dataAt, type Path, type Tree, treeAt, withValue } from '../tree.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { contentOf, placeInFile } from './files.ts';
import type { Configured } from './index.ts';
import { type Said, saidOf } from './left-out.ts';

const flag = '--topic-config';
const pair = /^([A-Za-z][\w.-]*)=(.*)$/s;

/** Whether a `--topic-config` is a file, and no `KEY=VALUE`. */
export function isTopicFile(given: string): boolean {
  return statSync(given, { throwIfNoEntry: false }) !== undefined || !pair.test(given);
}

/** The scenario whose topics, all of them, have the settings of the user's own: each given as `KEY=VALUE` or as a file. */
export function applyTopicConfig(
  scenario: Tree,
  given: readonly string[],
  vocabulary: Vocabulary,
): Configured {
  const cluster = check(vocabulary.system.clusterSchema, dataAt(scenario, 'cluster'));
  if (!('value' in cluster)) return { tree: scenario, problems: [], leftOut: [], notes: [] };
  const topics = topicPaths(scenario);
  return given.reduce<Configured>(
    (before, one) => {
      const { settings, ...said } = isTopicFile(one)
        ? fileSettings(one, cluster.value, vocabulary)
        : pairSetting(one);
      const paths = topics.flatMap((at) =>
        settings.map((setting) => ({ ...setting, path: [...at, 'config', setting.key] })),
      );
      return {
        tree: paths.reduce(
          (tree, { path, value, place }) => withValue(tree, path, { kind: 'leaf', value, place }),
          before.tree,
        ),
        problems: [...before.problems, ...said.problems],
        leftOut: [...before.leftOut, ...said.leftOut],
        notes: [...before.notes, ...said.notes],
      };
    },
    { tree: scenario, problems: [], leftOut: [], notes: [] },
  );
}

interface Given extends Said {
  readonly settings: readonly { readonly key: string; readonly value: string; readonly place: Place }[];
}

function pairSetting(given: string): Given {
  const [, key = '', value = ''] = pair.exec(given) ?? [];
  return {
    settings: [{ key, value, place: flagPlace(`${flag} ${key}`) }],
    problems: [],
    leftOut: [],
    notes: [],
  };
}

function fileSettings(
  file: string,
  cluster: Readonly<Record<string, unknown>>,
  { system }: Vocabulary,
): Given {
  if (!system.topicFile) throw new UserError(`${flag} ${file}: ${system.name} has no files of topics`);
  const read = system.topicFile(topicFileContent(file), cluster);
  return {
    settings: read.kept.map(({ key, value, line }) => ({ key, value, place: placeInFile(file, line) })),
    ...saidOf(file, read, 'what it does not say is as the brokers have it'),
  };
}

/** What such a file holds. */
export function topicFileContent(file: string): Uint8Array {
  return contentOf(file, { flag, hint });
}

const hint =
  'Give KEY=VALUE, or the path of a file with the output of kafka-configs or kafka-topics --describe.';

function topicPaths(tree: Tree): readonly Path[] {
  const topics = childOf(tree, 'topics');
  const several = topics?.kind === 'list' ? topics.items.map((_, index) => ['topics', index]) : [];
  return treeAt(tree, ['topic']) ? [['topic'], ...several] : several;
}
