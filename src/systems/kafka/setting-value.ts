import { printable } from '../../lib/printable.ts';
import type { KeyFacts } from './distribution/config-keys/index.ts';

/** Lines end and texts stop at these, whoever reads the file: no setting of Kafka's needs one. */
const breaks = /[\n\r\0]/;
const controls = /\p{Cc}/u;
const placeholder = /\$\{[^}]*\}|\{\{.*?\}\}|<%.*?%>|%\([\w.-]+\)s|@[A-Z][A-Z0-9_.]*@/s;

const shownMax = 60;
// A placeholder that never ends would be looked for from each of its beginnings.
const lookedAtMax = 4096;

/** What keeps a key or value from being written into any file or command line; null when nothing does. */
export function textProblem(key: string, value: string): string | null {
  const what = (text: string) => (breaks.test(text) ? 'a line break or NUL' : 'a control character');
  if (controls.test(key)) return `a key holds ${what(key)}: '${printable(key)}'`;
  return /[^\P{Cc}\t]/u.test(value) ? `'${key}' holds ${what(value)}` : null;
}

/** Why Kafka would refuse the value, by its own type and range of the key; null when it would not. */
export function valueProblem(name: string, facts: KeyFacts, value: string): string | null {
  const trimmed = value.trim();
  const wanted = trimmed === facts.default ? null : wantedBy(facts, trimmed);
  const found =
    wanted === null ? null : `'${name}': expected ${wanted}, got \`${printable(shortened(value))}\``;
  const unfilled = placeholder.exec(value.slice(0, lookedAtMax))?.[0];
  if (unfilled !== undefined) {
    return `'${name}': \`${printable(shortened(unfilled))}\` is a placeholder that nobody filled in`;
  }
  const isQuoted = /^(["']).*\1$/s.test(trimmed);
  return found !== null && isQuoted ? `${found}; a properties file has no quotes` : found;
}

function shortened(value: string): string {
  return value.length <= shownMax ? value : `${value.slice(0, shownMax)}…`;
}

const integers: Readonly<Record<string, readonly [min: bigint, max: bigint]>> = {
  SHORT: [-(2n ** 15n), 2n ** 15n - 1n],
  INT: [-(2n ** 31n), 2n ** 31n - 1n],
  LONG: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** What was wanted; null when the value is that. */
function wantedBy({ type, valid = '', ...key }: KeyFacts, value: string): string | null {
  const bits = integers[type];
  if (bits) return wantedWhole(bits, valid, value);
  if (type === 'BOOLEAN') return /^(true|false)$/i.test(value) ? null : 'true or false';
  if (type === 'DOUBLE') return isDouble(value) && inRange(valid, Number(value)) ? null : numberWords(valid);
  if (type === 'LIST') return wantedList(valid, value);
  return type === 'STRING' ? wantedOneOf(choicesIn(valid), key.default, value) : null;
}

function wantedWhole([min, max]: readonly [bigint, bigint], valid: string, value: string): string | null {
  if (!/^[+-]?\d{1,30}$/.test(value)) return 'a whole number';
  const number = BigInt(value.replace(/^\+/, ''));
  if (number < min || number > max) return `a number from ${min} to ${max}`;
  return inRange(valid, Number(number)) ? null : `a whole ${numberWords(valid).slice(2)}`;
}

function isDouble(value: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[df]?$/i.test(value);
}

function inRange(valid: string, number: number): boolean {
  const { min, max } = rangeIn(valid);
  return (min === undefined || number >= min) && (max === undefined || number <= max);
}

/** `[1,...]`, `[0,...,1]`. */
function rangeIn(valid: string): { readonly min?: number; readonly max?: number } {
  const [, min, max] = /^\[(-?[\d.]+),\.\.\.(?:,(-?[\d.]+))?\]$/.exec(valid) ?? [];
  return {
    ...(min === undefined ? {} : { min: Number(min) }),
    ...(max === undefined ? {} : { max: Number(max) }),
  };
}

function numberWords(valid: string): string {
  const { min, max } = rangeIn(valid);
  if (min === undefined) return 'a number';
  return max === undefined ? `a number from ${min} on` : `a number from ${min} to ${max}`;
}

/** `[compact, delete]`; what is no list of words, as `[partitionId]:[brokerId],…`, is not judged. */
function choicesIn(valid: string): readonly string[] | null {
  return /^\[[\w.-]+(, ?[\w.-]+)*\]$/.test(valid) ? valid.slice(1, -1).split(/, ?/) : null;
}

function wantedList(valid: string, value: string): string | null {
  const choices = choicesIn(valid);
  const items = value.split(/\s*,\s*/).filter((item) => item !== '');
  return choices === null || items.every((item) => choices.includes(item))
    ? null
    : `a list of ${choices.join(', ')}`;
}

function wantedOneOf(
  choices: readonly string[] | null,
  usual: string | undefined,
  value: string,
): string | null {
  if (choices === null || choices.includes(value)) return null;
  if (choices.some((choice) => /-IV\d+$/.test(choice))) return wantedVersion(choices, value);
  // A default that is itself no choice, letter by letter: Kafka does not mind the case there.
  const isLoose = usual !== undefined && !choices.includes(usual);
  const isOne = isLoose && choices.some((choice) => choice.toLowerCase() === value.toLowerCase());
  return isOne ? null : choices.join(' or ');
}

function wantedVersion(choices: readonly string[], value: string): string | null {
  return choices.some((choice) => choice.startsWith(`${shortVersion(value)}-`))
    ? null
    : `a version that this Kafka knows, ${choices.at(-1)} at most`;
}

/** Kafka reads `2.8`, `2.8.1` and `2.8-IV1` alike (MetadataVersion.fromVersionString). */
function shortVersion(value: string): string {
  return value
    .split('.')
    .slice(0, value.startsWith('0.') ? 3 : 2)
    .join('.');
}
