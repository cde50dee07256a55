import { wordsOf } from '../lib/system-words.ts';
import type { Plan } from '../plan.ts';

/** `a`, `a and b`, `a, b and c`. */
export function andText(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A record by its key, or by its value when it has none. */
export function recordName({ key, value }: { readonly key: string | null; readonly value: string }): string {
  return key ?? value;
}

/** Keys repeat each round, so another round's record is named with its round: `key0 of round 2`. */
export function recordOfRound(record: { readonly key: string | null; readonly value: string }): string {
  const round = roundOf(record.value);
  return record.key === null || round === undefined ? recordName(record) : `${record.key} of round ${round}`;
}

/** Values are `<round>/<sequence>`; undefined for a value of another shape. */
function roundOf(value: string): string | undefined {
  return /^(\d+)\/\d+$/.exec(value)?.[1];
}

/** A sentence of the judge in the words of the plan's system: `offset` is `revision`, `leader epoch` is `term`. */
export function inWordsOf(plan: Pick<Plan, 'words'> | null, text: string): string {
  const { inSync, term, position } = wordsOf(plan);
  return text
    .replace(/\b(leader )?epoch\b/g, (found) => (term === 'epoch' ? found : term))
    .replace(/\blog end offset\b/g, (found) => (position === 'offset' ? found : `next ${position}`))
    .replace(/\boffset(s?)\b/g, `${position}$1`)
    .replace(/\bISR\b/g, inSync);
}
