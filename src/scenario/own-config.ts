import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '../errors.ts';
import type { LeftOutSetting } from '../plan.ts';
import { systems } from '../systems/index.ts';
import type { FittingCluster, OwnConfig } from '../systems/system.ts';
import { check } from './issues.ts';
import { foldedLine } from './left-out.ts';
import type { Place, Problem } from './problems.ts';
import { childOf, type Path, type Tree, toData, treeAt, withoutKey, withValue } from './tree.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The cluster that configuration files are for; the threats are those of the system that has such files. */
export function clusterFor(files: readonly Uint8Array[]): FittingCluster {
  const fits = systems.find(({ fittingCluster }) => fittingCluster)?.fittingCluster;
  if (!fits) throw new TypeError('no system has configuration files of its own');
  return fits(files);
}

/** The scenario with the user's own configuration in the place of its own, what is left out of it, and what to say. */
export interface Configured {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
  readonly leftOut: readonly LeftOutSetting[];
  readonly notes: readonly string[];
}

/**
 * Lays the user's files over each other, in order, in the place of what the scenario itself sets: a setting that none of
 * them has is the system's default then. What a variant or a flag sets stays, as somebody asked for it.
 */
export function applyConfig(
  patched: Tree,
  scenario: Tree,
  files: readonly string[],
  vocabulary: Vocabulary,
): Configured {
  const cluster = check(vocabulary.system.clusterSchema, toDataOf(patched));
  if (!('value' in cluster)) return { tree: patched, problems: [], leftOut: [], notes: [] };
  const read = files.map((file) => ({ file, own: readOwn(file, cluster.value, vocabulary) }));
  const bare = withDefaults(withoutScenarios(patched, scenario), files);
  return {
    tree: read.reduce((tree, one) => laid(tree, one, bare), bare),
    problems: read.flatMap(({ file, own }) =>
      own.problems.map(({ line, message }) => ({ place: placeIn(file, line), message })),
    ),
    leftOut: read.flatMap(({ file, own }) =>
      own.leftOut.map(({ key, line, group }) => ({ key, place: placeIn(file, line).text, group })),
    ),
    notes: read.flatMap(({ file, own }) => notesOf(file, own)),
  };
}

function toDataOf(tree: Tree): unknown {
  const cluster = childOf(tree, 'cluster');
  return cluster && toData(cluster);
}

function readOwn(
  file: string,
  cluster: Readonly<Record<string, unknown>>,
  { system }: Vocabulary,
): OwnConfig {
  if (!system.ownConfig) throw new UserError(`--config: ${system.name} takes no configuration file`);
  try {
    return system.ownConfig(readFileSync(file), cluster);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError(`--config ${file}: ${messageOf(error)}`, {
      hint: "Give the path of a broker's server.properties.",
      cause: error,
    });
  }
}

function placeIn(file: string, line: number): Place {
  return { text: `${file}:${line}`, line: Number.POSITIVE_INFINITY, column: line };
}

/** Of a file that will not do nothing is laid over, so that its mistakes are told once. */
function laid(
  tree: Tree,
  { file, own }: { readonly file: string; readonly own: OwnConfig },
  bare: Tree,
): Tree {
  return own.kept
    .filter(({ key }) => !treeAt(bare, ['cluster', 'config', key]))
    .reduce<Tree>(
      (now, { key, value, line }) =>
        withValue(now, ['cluster', 'config', key], { kind: 'leaf', place: placeIn(file, line), value }),
      tree,
    );
}

function withDefaults(tree: Tree, files: readonly string[]): Tree {
  const place: Place = { text: `--config ${files.join(' ')}`, line: Number.POSITIVE_INFINITY, column: 0 };
  return withValue(tree, ['cluster', 'defaults'], { kind: 'leaf', place, value: 'kafka' });
}

/** Without the settings that are as the scenario wrote them; a node's rack is where it stands, and stays. */
function withoutScenarios(patched: Tree, scenario: Tree): Tree {
  const nodes = childOf(childOf(scenario, 'cluster'), 'nodes');
  const names = nodes?.kind === 'map' ? [...nodes.entries.keys()] : [];
  const maps: readonly Path[] = [
    ['cluster', 'config'],
    ...names.map((name) => ['cluster', 'nodes', name, 'config']),
  ];
  return maps
    .flatMap((path) => keysBelow(scenario, path))
    .reduce((tree, path) => {
      const isSame = treeAt(tree, path) === treeAt(scenario, path);
      return isSame && path.at(-1) !== 'broker.rack' ? withoutKey(tree, path) : tree;
    }, patched);
}

function keysBelow(tree: Tree, path: Path): Path[] {
  const map = treeAt(tree, path);
  return map?.kind === 'map' ? [...map.entries.keys()].map((key) => [...path, key]) : [];
}

function notesOf(file: string, { kept, leftOut, notes }: OwnConfig): readonly string[] {
  return [...notes.map((note) => `${file}: ${note}`), ...foldedLine(file, { kept, leftOut })];
}
