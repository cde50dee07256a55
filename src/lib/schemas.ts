import { z } from 'zod';
import { parseDurationMs } from './duration.ts';
import { parseSizeBytes } from './size.ts';

/** What was found instead, for the end of a message: "got `30` (number)", "got a list", "it is missing". */
function got(value: unknown): string {
  if (value === undefined) return 'it is missing';
  if (value === null) return 'got nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'got an empty list' : 'got a list';
  if (typeof value === 'object') return 'got a map';
  return typeof value === 'string' ? `got \`${value}\`` : `got \`${String(value)}\` (${typeof value})`;
}

/** A schema's error that names what would do: `error: expected('a node')`. */
export function expected(what: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => {
    if (isQuoted(what, input))
      return `expected ${what}, got \`"${input}"\`, a text in quotes: leave them out`;
    return `expected ${what}, ${got(input)}`;
  };
}

/** Without its quotes the value may be what is wanted, and a message that shows it bare would say "3 is no number". */
function isQuoted(what: string, input: unknown): input is string {
  if (typeof input !== 'string') return false;
  const isNumber = input.trim() !== '' && Number.isFinite(Number(input));
  return (
    (/\bnumber\b/.test(what) && isNumber) || (/true or false/.test(what) && /^(true|false)$/.test(input))
  );
}

const durationError = { error: expected('a duration such as 500ms, 30s or 2m') };
const sizeError = { error: expected('a size such as 10, 4KiB or 512MiB') };
const namesError = { error: expected('a name or a list of names') };

/** `30s` as the author wrote it, 30000 as the plan holds it. */
export const durationMs = z
  .string(durationError)
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, durationError)
  .transform((text) => parseDurationMs(text) as number)
  .describe('a duration such as 500ms, 30s or 2m');

/** `4KiB` or `10` as the author wrote it, bytes as the plan holds it. */
export const sizeBytes = z
  .union(
    [
      z.int(sizeError).nonnegative(sizeError),
      z.string(sizeError).regex(/^\d+\s*(B|KB|MB|GB|KiB|MiB|GiB)?$/, sizeError),
    ],
    sizeError,
  )
  .transform((size) => (typeof size === 'number' ? size : (parseSizeBytes(size) as number)))
  .describe('a size in bytes, such as 10, 4KiB or 512MiB');

const name = z.string(namesError).min(1, namesError);

/** A node, role or bound name, or a list of them; the plan always holds a list. */
export const oneOrMany = z
  .union([name, z.array(name, namesError).min(1, namesError)], namesError)
  .transform((names) => (typeof names === 'string' ? [names] : names))
  .describe('a name or a list of names');

/** A configuration's value: YAML reads `true` and `2` as no strings, a properties file knows only strings. */
export const scalarText = z
  .union([z.string(), z.number(), z.boolean()], { error: expected('a text, a number, true or false') })
  .transform(String);
