import type { Place } from './problems.ts';
import { childOf, type MapTree, type Path, type Tree } from './tree.ts';

/** The tree with the value put at the path; missing maps on the way are made, and a scalar there gives way to a map. */
export function withValue(tree: Tree | undefined, path: Path, value: Tree): Tree {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const child = withValue(childOf(tree, key), rest, value);
  if (tree?.kind === 'list') return { ...tree, items: tree.items.with(Number(key), child) };
  return withEntry(tree?.kind === 'map' ? tree : emptyMap(value.place), String(key), child);
}

/** The tree without the key at the end of the path. */
export function withoutKey(tree: Tree, path: Path): Tree {
  const [key, ...rest] = path;
  if (key === undefined || tree.kind !== 'map') return tree;
  const child = tree.entries.get(String(key));
  if (!child) return tree;
  if (rest.length > 0) return withEntry(tree, String(key), withoutKey(child.tree, rest));
  return { ...tree, entries: new Map([...tree.entries].filter(([name]) => name !== String(key))) };
}

function withEntry(tree: MapTree, key: string, child: Tree): MapTree {
  const keyPlace = tree.entries.get(key)?.keyPlace ?? child.place;
  return { ...tree, entries: new Map(tree.entries).set(key, { keyPlace, tree: child }) };
}

function emptyMap(place: Place): MapTree {
  return { kind: 'map', place, entries: new Map() };
}
