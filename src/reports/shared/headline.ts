import type { Judged } from '../../judge/verdict.ts';
import { countText } from '../../judge/words.ts';

/** How much was lost of what was acknowledged: `1 of 20 acknowledged records is lost`. */
export function lossHeadline({ accounting, lost }: Judged): string {
  const { acked } = accounting;
  if (acked === 0) return 'no record was acknowledged';
  if (accounting.lost === null) {
    return `${countText(acked, 'record')} acknowledged; no final read tells what is left of them`;
  }
  if (lost.length === 0) return `none of ${countText(acked, 'acknowledged record')} is lost`;
  return `${lost.length} of ${countText(acked, 'acknowledged record')} ${lost.length === 1 ? 'is' : 'are'} lost`;
}

/** The verdict as a reader looks for it: `AS EXPECTED`; `VALID` for a history without a plan. */
export function verdictWords({ verdict, view }: Judged): string {
  if (view.plan) return verdict.replaceAll('-', ' ').toUpperCase();
  return { 'as-expected': 'VALID', 'not-as-expected': 'NOT VALID', inconclusive: 'UNKNOWN' }[verdict];
}

/** What the life-line of a record comes to, without the times: equal fates are told once. */
export function fateOf({ story }: Judged['lost'][number]): readonly string[] {
  return story
    .filter(({ kind }) => kind === 'removed' || kind === 'elected' || kind === 'truncated')
    .map(({ text }) => text);
}
