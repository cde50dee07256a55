import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { stepNamed } from '../steps/index.ts';
import { parseYaml } from './parse.ts';
import { flagPlace, type Place, type Problem } from './problems.ts';
import { type Path, type Tree, toData, treeAt, withoutKey, withValue } from './tree.ts';
import type { Vocabulary } from './vocabulary.ts';
import { findPath, formsOf } from './written-path.ts';

/** The scenario after a patch, and what is wrong with the patch itself. */
export interface Patched {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
}

/** A `PATH=VALUE` of `--set`, or one that something else asks for, which then answers for its problems. */
export type SetPatch = string | { readonly assignment: string; readonly from: string };

/** What is set, without who asks for it. */
export function assignmentOf(patch: SetPatch): string {
  return typeof patch === 'string' ? patch : patch.assignment;
}

/** One `--set PATH=VALUE`: the value is YAML, and all problems that come of it are told at the flag. */
export function applySet(tree: Tree, patch: SetPatch, vocabulary: Vocabulary): Patched {
  const assignment = assignmentOf(patch);
  const placeOf = (set: string) => flagPlace(typeof patch === 'string' ? `--set ${set}` : patch.from);
  const [, path, text] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
  if (path === undefined || text === undefined) {
    const place = placeOf(assignment);
    return { tree, problems: [{ place, message: 'expected PATH=VALUE, such as topic.partitions=2' }] };
  }
  const place = placeOf(path);
  const { tree: value, problems } = parseYaml(text, () => place);
  return problems.length > 0 ? { tree, problems } : putAt(tree, { path, value, text, place }, vocabulary);
}

export interface Assignment {
  readonly path: string;
  readonly value: Tree;
  /** Of a flag's value: YAML reads `3.10` as a number where a version is meant. */
  readonly text?: string;
  readonly place: Place;
}

/** Puts a value at a dotted path. */
export function putAt(
  tree: Tree,
  { path: dotted, value, text, place }: Assignment,
  vocabulary: Vocabulary,
): Patched {
  const way = findPath(dotted, tree, vocabulary);
  if ('problem' in way) return { tree, problems: [{ place, message: way.problem }] };
  const long = inLongForm(tree, way.path);
  if ('problem' in long) return { tree, problems: [{ place, message: long.problem }] };
  const meant = text === undefined ? value : asMeant(value, text, way.schema);
  return { tree: withValue(withoutTwin(long.tree, way.path), way.path, meant), problems: [] };
}

function asMeant(value: Tree, text: string, schema: z.ZodType | undefined): Tree {
  if (value.kind !== 'leaf' || !schema || schema.safeParse(value.value).success) return value;
  return schema.safeParse(text).success ? { ...value, value: text } : value;
}

/** `topic` and `topics` say the same: setting one as a whole takes the other away. */
function withoutTwin(tree: Tree, path: Path): Tree {
  const twins: Readonly<Record<string, string>> = { topic: 'topics', topics: 'topic' };
  const twin = path.length === 1 ? twins[String(path[0])] : undefined;
  return twin === undefined ? tree : withoutKey(tree, [twin]);
}

/** The tree in which a step that is written short has a map, when an argument of it is to be set. */
function inLongForm(tree: Tree, path: Path): { readonly tree: Tree } | { readonly problem: string } {
  const [first, index, name] = path;
  const short = treeAt(tree, path.slice(0, 3));
  const isShort = first === 'steps' && path.length > 3 && short && short.kind !== 'map';
  if (!isShort || (short.kind === 'leaf' && short.value === null)) return { tree };
  const key = keyOfShortForm(stepNamed(String(name))?.schema, toData(short));
  if (key === undefined) {
    const step = `steps.${index}`;
    return {
      problem: `'${name}' is in its short form there; set the whole step: --set '${step}={ ${name}: … }'`,
    };
  }
  const entries = new Map([[key, { keyPlace: short.place, tree: short }]]);
  return { tree: withValue(tree, path.slice(0, 3), { kind: 'map', place: short.place, entries }) };
}

/** The argument that a short form stands for: the one that means the same when written out. */
function keyOfShortForm(schema: z.ZodType | undefined, value: unknown): string | undefined {
  const short = schema?.safeParse(value);
  if (!schema || !short?.success) return undefined;
  const maps = formsOf(schema).filter((form) => form instanceof z.ZodObject);
  return maps
    .flatMap((form) => Object.keys(form.shape))
    .find((key) => isDeepStrictEqual(schema.safeParse({ [key]: value }).data, short.data));
}
