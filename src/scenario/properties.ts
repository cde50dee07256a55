import { readFileSync } from 'node:fs';
import { parseLines } from 'dot-properties';
import { LineCounter } from 'yaml';
import { messageOf, UserError } from '../errors.ts';
import { withoutKey, withValue } from './edit.ts';
import { check } from './issues.ts';
import type { Place } from './problems.ts';
import { childOf, type Tree, toData, treeAt } from './tree.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A line of the user's own server.properties. */
interface Property {
  readonly key: string;
  readonly value: string;
  readonly place: Place;
}

/** The scenario with the user's broker configuration over its own, and what of it the lab had to leave out. */
export interface Configured {
  readonly tree: Tree;
  readonly notes: readonly string[];
}

/** Lays a Java properties file over `cluster.config`. */
export function applyConfig(tree: Tree, file: string, vocabulary: Vocabulary): Configured {
  const properties = readProperties(file);
  const laid = properties.reduce(
    (now, { key, value, place }) =>
      withValue(now, ['cluster', 'config', key], { kind: 'leaf', place, value }),
    tree,
  );
  const places = new Set(properties.map(({ place }) => place));
  return withoutOwned(laid, (place) => places.has(place), vocabulary);
}

function readProperties(file: string): Property[] {
  const text = readText(file);
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
  return parseLines(text, true).flatMap((node) => {
    if (!('key' in node && 'value' in node)) return [];
    const line = lines.linePos(node.range[0]).line;
    const place = { text: `${file}:${line}`, line: Number.POSITIVE_INFINITY, column: 0 };
    return [{ key: String(node.key), value: String(node.value), place }];
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`--config ${file}: ${messageOf(error)}`, {
      hint: "Give the path of a broker's server.properties.",
      cause: error,
    });
  }
}

/** A user's whole server.properties names listeners and folders, so those keys are left out and told, not refused. */
function withoutOwned(tree: Tree, isTheirs: (place: Place) => boolean, vocabulary: Vocabulary): Configured {
  const { system } = vocabulary;
  const written = childOf(tree, 'cluster');
  const cluster = check(system.clusterSchema, written && toData(written));
  if (!('value' in cluster)) return { tree, notes: [] };
  const owned = system.problems(cluster.value).flatMap(({ path, message }) => {
    const found = treeAt(tree, ['cluster', ...path]);
    return found && isTheirs(found.place) ? [{ path, message, place: found.place }] : [];
  });
  return {
    tree: owned.reduce((now, { path }) => withoutKey(now, ['cluster', ...path]), tree),
    notes: owned.map(({ place, message }) => `${place.text}: left out, ${message}`),
  };
}
