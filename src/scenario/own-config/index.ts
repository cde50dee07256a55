import { systems } from '../../systems/index.ts';
import type { FittingCluster } from '../../systems/system.ts';
import { check } from '../issues.ts';
import type { Place } from '../problems.ts';
import { childOf, dataAt, type Path, type Tree, treeAt, withoutKey, withValue } from '../tree.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { readFiles } from './files.ts';
import { type LaidSetting, layersOf } from './layers.ts';
import { type Said, saidOf } from './left-out.ts';
import { sharesOf } from './nodes.ts';

/** The cluster that configuration files are for; the threats are those of the system that has such files. */
export function clusterFor(files: readonly Uint8Array[], topicFiles: readonly Uint8Array[]): FittingCluster {
  const fits = systems.find(({ fittingCluster }) => fittingCluster)?.fittingCluster;
  if (!fits) throw new TypeError('no system has configuration files of its own');
  return fits(files, topicFiles);
}

/** The scenario with the user's own configuration in the place of its own, what is left out of it, and what to say. */
export interface Configured extends Said {
  readonly tree: Tree;
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
  const cluster = check(vocabulary.system.clusterSchema, dataAt(patched, 'cluster'));
  if (!('value' in cluster)) return { tree: patched, problems: [], leftOut: [], notes: [] };
  const nodes = vocabulary.system.plannedNodes(cluster.value);
  const read = readFiles(files, cluster.value, vocabulary);
  const bare = withDefaults(withoutScenarios(patched, scenario), files);
  const shares = sharesOf(read, nodes);
  const layers = layersOf(shares.files, nodes);
  const said = read.map(({ file, own }) => saidOf(file, own));
  return {
    tree: laid(bare, layers.settings),
    problems: [...said.flatMap(({ problems }) => problems), ...shares.problems],
    leftOut: said.flatMap(({ leftOut }) => leftOut),
    notes: [...said.flatMap(({ notes }) => notes), ...shares.notes, ...layers.notes],
  };
}

/** What somebody asked for by name stays, also where a node's own file says otherwise. */
function laid(bare: Tree, settings: readonly LaidSetting[]): Tree {
  const isTaken = (path: Path) =>
    [path, ['cluster', 'config', String(path.at(-1))]].some((at) => treeAt(bare, at) !== undefined);
  return settings
    .filter(({ path }) => !isTaken(path))
    .reduce<Tree>(
      (now, { path, place, value }) => withValue(now, path, { kind: 'leaf', place, value }),
      bare,
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
