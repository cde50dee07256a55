import { z } from 'zod';
import { expected } from '../lib/schemas.ts';
import { didYouMean, nearest } from '../lib/suggest.ts';
import type { Problem } from './problems.ts';
import { keyPlaceAt, type Path, placeAt, type Tree } from './tree.ts';

type Issue = z.core.$ZodIssue;
type Union = z.core.$ZodIssueInvalidUnion;

/** A mistake in the data: at a path, about the value there or about its key. */
export interface Mistake {
  readonly path: Path;
  readonly about: 'key' | 'value';
  readonly message: string;
}

/** A mistake at its place in what was written. */
export function problemOf({ path, about, message }: Mistake, tree: Tree): Problem {
  return { message, place: about === 'key' ? keyPlaceAt(tree, path) : placeAt(tree, path) };
}

/** What a schema makes of a value: all mistakes in plain words when it will not do. */
export type Checked<T> = { readonly value: T } | { readonly mistakes: readonly Mistake[] };

/** Checks a value; the mistakes' paths begin with `at`. */
export function check<T>(schema: z.ZodType<T, unknown>, value: unknown, at: Path = []): Checked<T> {
  // A step's schema is used a few times: compiling it would take longer than checking.
  const result = schema.safeParse(value, { error: wordsFor, reportInput: true, jitless: true });
  if (result.success) return { value: result.data };
  const issues = result.error.issues.flatMap(closest);
  const told = issues.filter((issue) => !isMisspelt(issue, issues));
  return { mistakes: told.flatMap((issue) => mistakesOf(issue, at)) };
}

// The names that would do travel in the message, because an issue keeps nothing of its schema.
const knownPrefix = 'known keys: ';
const unionMark = 'none of the forms';

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

const unitWords: Readonly<Record<string, string>> = { array: ' of them', string: ' letters' };

function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  const wanted = wantedBy(issue);
  return wanted === undefined ? otherWords(issue) : expected(wanted)(issue);
}

function wantedBy(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.inst instanceof z.ZodNumberFormat ? 'int' : issue.expected];
    case 'invalid_value':
      return issue.values.join(' or ');
    case 'too_small':
      return `at least ${issue.minimum}${unitWords[issue.origin] ?? ''}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitWords[issue.origin] ?? ''}`;
    default:
      return undefined;
  }
}

function otherWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_union') return unionMark;
  if (issue.code !== 'unrecognized_keys') return undefined;
  const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
  return knownPrefix + known.join(' ');
}

function mistakesOf(issue: Issue, at: Path): Mistake[] {
  const path = [...at, ...(issue.path as Path)];
  if (issue.code !== 'unrecognized_keys') return [{ path, about: 'value', message: named(issue, path) }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    about: 'key',
    message: unknownName('key', key, knownKeys(issue)),
  }));
}

function knownKeys(issue: Issue): string[] {
  return issue.message.startsWith(knownPrefix) ? issue.message.slice(knownPrefix.length).split(' ') : [];
}

/** Missing, or not as a rule wants it, only because a key is misspelt: that is one mistake, not two. */
function isMisspelt(issue: Issue, issues: readonly Issue[]): boolean {
  const isRule = issue.code === 'custom';
  if (!isRule && issue.input !== undefined) return false;
  const parent = (isRule ? issue.path : issue.path.slice(0, -1)).join();
  const missing = issue.path.at(-1);
  return unknownKeysAt(parent, issues).some(({ key, known }) => isRule || nearest(key, known) === missing);
}

function unknownKeysAt(path: string, issues: readonly Issue[]) {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.join() === path
      ? issue.keys.map((key) => ({ key, known: knownKeys(issue) }))
      : [],
  );
}

/** `unknown step 'kil'; did you mean 'kill'?`, or what there is when nothing is near. */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const there = known.length > 0 ? `; there are ${known.join(', ')}` : '';
  return `unknown ${what} '${name}'${didYouMean(name, known) || there}`;
}

/** The message under the name of the value that it is about: `'timeout': expected a duration …`. */
function named(issue: Issue, path: Path): string {
  const name = path.findLast((part) => typeof part === 'string');
  const message = issue.message.replace(/^(expected .*), it is missing$/s, 'missing; $1');
  return name === undefined ? message : `'${name}': ${message}`;
}

/** The issues of the form that the author most likely meant: zod tells only that no form of a union fits. */
function closest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const forms = issue.errors.map((issues) => issues.flatMap(closest));
  const meant = forms.filter((issues) => !issues.some(isOtherForm)).sort(byDistance);
  return meant[0]?.map((inner) => under(issue, inner)) ?? [{ ...issue, message: formsInWords(issue, forms) }];
}

function under(outer: Issue, inner: Issue): Issue {
  return { ...inner, path: [...outer.path, ...inner.path] };
}

/** Not what the author meant: already the value as a whole is of another kind. */
function isOtherForm({ code, path }: Issue): boolean {
  const kinds = ['invalid_type', 'invalid_value', 'invalid_format', 'invalid_union'];
  return path.length === 0 && kinds.includes(code);
}

function formsInWords(issue: Union, forms: readonly (readonly Issue[])[]): string {
  if (issue.message !== unionMark) return issue.message;
  const wanted = forms.flat().map(({ message }) => /^expected (.*), (got .*|it is missing)$/s.exec(message));
  const words = [...new Set(wanted.flatMap((match) => (match ? [match[1]] : [])))];
  const seen = wanted.find((match) => match)?.[2];
  return words.length > 0 ? `expected ${words.join(' or ')}, ${seen}` : 'not one of the forms it can have';
}

function byDistance(a: readonly Issue[], b: readonly Issue[]): number {
  return distance(a) - distance(b);
}

/** A misspelt key is near its form, a foreign one far; then the form with fewer mistakes is meant. */
function distance(issues: readonly Issue[]): number {
  const foreign = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.filter((key) => !nearest(key, knownKeys(issue))) : [],
  );
  return foreign.length * 100 + issues.length;
}
