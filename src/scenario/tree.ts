import type { Place } from './problems.ts';

/** A scalar as it was written. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly place: Place;
  readonly value: string | number | boolean | null;
}

/** A list as it was written. */
interface ListTree {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Tree[];
}

/** A map as it was written; a Map, so that a hostile key is a key like any other. */
export interface MapTree {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A key with its own place, for what is wrong with the key and not its value. */
export interface Entry {
  readonly keyPlace: Place;
  readonly tree: Tree;
}

/** Written data in which each part knows its place, also after patches: so problems are told where they were made. */
export type Tree = Leaf | ListTree | MapTree;

export type Path = readonly (string | number)[];

/** The child at a key or an index. */
export function childOf(tree: Tree | undefined, key: string | number): Tree | undefined {
  if (tree?.kind === 'map') return tree.entries.get(String(key))?.tree;
  return tree?.kind === 'list' ? tree.items[Number(key)] : undefined;
}

/** The part at a path; undefined when nothing is written there. */
export function treeAt(tree: Tree | undefined, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>(childOf, tree);
}

/** Where the value at the path stands, or the nearest part around it that was written. */
export function placeAt(tree: Tree, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const found = treeAt(tree, path.slice(0, length));
    if (found) return found.place;
  }
  return tree.place;
}

/** Where the key stands: it may be wrong while its value is fine. */
export function keyPlaceAt(tree: Tree, path: Path): Place {
  const parent = treeAt(tree, path.slice(0, -1));
  const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined;
  return entry?.keyPlace ?? placeAt(tree, path);
}

/** The first scalar or key below that reads so: an argument's own place, whatever form it was written in. */
export function placeOfText(tree: Tree | undefined, text: string): Place | undefined {
  if (tree?.kind === 'leaf') return tree.value === text ? tree.place : undefined;
  if (tree?.kind === 'list') return firstOf(tree.items, (item) => placeOfText(item, text));
  if (tree?.kind !== 'map') return undefined;
  return firstOf([...tree.entries], ([key, entry]) =>
    key === text ? entry.keyPlace : placeOfText(entry.tree, text),
  );
}

/** Plain data for the schema. */
export function toData(tree: Tree): unknown {
  if (tree.kind === 'leaf') return tree.value;
  if (tree.kind === 'list') return tree.items.map(toData);
  return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, toData(entry.tree)]));
}

/** Those of the part under a key; undefined where nothing is written. */
export function dataAt(tree: Tree, key: string): unknown {
  const part = childOf(tree, key);
  return part && toData(part);
}

/** All keys and scalars below, as text. */
export function textsIn(tree: Tree): string[] {
  if (tree.kind === 'leaf') return [String(tree.value)];
  if (tree.kind === 'list') return tree.items.flatMap(textsIn);
  return [...tree.entries].flatMap(([key, entry]) => [key, ...textsIn(entry.tree)]);
}

/** The first that a look finds, item by item. */
export function firstOf<Item, Found>(
  items: readonly Item[],
  look: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

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
