import type { PlannedNode } from '../../plan.ts';
import type { Place } from '../problems.ts';
import type { Path } from '../tree.ts';
import { placeInFile, type ReadFile } from './files.ts';

interface Held {
  readonly value: string;
  readonly place: Place;
  /** A default that nobody wrote. */
  readonly isImplied?: boolean;
}

/** A setting at its place in the plan. */
export interface LaidSetting extends Held {
  readonly path: Path;
}

type HeldByNode = ReadonlyMap<string, ReadonlyMap<string, Held>>;

/**
 * The settings of each node's files as one configuration: what all that hold data have alike is the cluster's, the rest
 * is of single nodes; and what differs, in words.
 */
export function layersOf(
  files: ReadonlyMap<string, readonly ReadFile[]>,
  nodes: readonly PlannedNode[],
): { readonly settings: readonly LaidSetting[]; readonly notes: readonly string[] } {
  const held = new Map([...files].map(([node, theirs]) => [node, heldBy(theirs)]));
  const data = nodes.filter(({ name, holdsData }) => holdsData && held.has(name)).map(({ name }) => name);
  const common = commonOf(data.flatMap((name) => held.get(name) ?? []));
  const own = [...held].flatMap(([node, settings]) =>
    [...settings]
      .filter(
        ([key, { value, isImplied }]) =>
          (isImplied ? common.has(key) : true) && common.get(key)?.value !== value,
      )
      .map(([key, setting]) => ({ ...setting, path: ['cluster', 'nodes', node, 'config', key] })),
  );
  const shared = [...common].map(([key, setting]) => ({ ...setting, path: ['cluster', 'config', key] }));
  const keys = new Set(own.map(({ path }) => String(path.at(-1))));
  const notes = [...files.values()]
    .flatMap(overridesIn)
    .concat([...keys].flatMap((key) => differenceIn(key, held)));
  return { settings: [...shared, ...own], notes: [...new Set(notes)] };
}

/** The last file wins; a default that a node decides by gives way to all that is written. */
function heldBy(files: readonly ReadFile[]): ReadonlyMap<string, Held> {
  const implied = files.flatMap(({ file, own }) =>
    own.owner.implied.map(({ key, value }): [string, Held] => [
      key,
      { value, place: placeInFile(file, 1), isImplied: true },
    ]),
  );
  const written = files.flatMap(({ file, own }) =>
    own.kept.map(({ key, value, line }): [string, Held] => [key, { value, place: placeInFile(file, line) }]),
  );
  return new Map([...written, ...implied.filter(([key]) => !written.some(([other]) => other === key))]);
}

/** What one file says otherwise than another one that it is laid over. */
function overridesIn(files: readonly ReadFile[]): readonly string[] {
  const said = new Map<string, Held>();
  const notes: string[] = [];
  for (const { file, own } of files) {
    for (const { key, value, line } of own.kept) {
      const now = { value, place: placeInFile(file, line) };
      const before = said.get(key);
      if (before && before.value !== value)
        notes.push(`${key}: ${heldText(now)} holds over ${heldText(before)}`);
      said.set(key, now);
    }
  }
  return notes;
}

function commonOf([first, ...others]: readonly ReadonlyMap<string, Held>[]): ReadonlyMap<string, Held> {
  const isEverywhere = ([key, { value, isImplied }]: [string, Held]) =>
    !isImplied && others.every((other) => other.get(key)?.value === value);
  return new Map([...(first ?? [])].filter(isEverywhere));
}

/** Where a node stands differs by its nature. */
const ownByNature = 'broker.rack';

function differenceIn(key: string, held: HeldByNode): readonly string[] {
  if (key === ownByNature) return [];
  const said = new Map<string, string[]>();
  for (const [node, settings] of held) {
    const text = heldText(settings.get(key));
    said.set(text, [...(said.get(text) ?? []), node]);
  }
  const parts = [...said].map(([text, names]) => `${text} on ${names.join(', ')}`);
  return [`${key} differs: ${parts.join('; ')}`];
}

function heldText(setting: Held | undefined): string {
  if (setting === undefined) return 'not set';
  return setting.isImplied ? `Kafka's default ${setting.value}` : `${setting.value} (${setting.place.text})`;
}
