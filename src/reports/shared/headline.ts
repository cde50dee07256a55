import type { Judged } from '../../judge/verdict.ts';
import { countText } from '../../judge/words.ts';
import { removals } from '../../plan.ts';

/** How much was lost of what was acknowledged: `1 of 20 acknowledged records is lost`. */
export function lossHeadline({ accounting, lost }: Judged): string {
  const { acked } = accounting;
  if (acked === 0) return 'no record was acknowledged';
  if (accounting.lost === null) {
    return `${countText(acked, 'record')} acknowledged; no final read tells what is left of them`;
  }
  const of = `of ${countText(acked, 'acknowledged record')}`;
  const gone = removalText(accounting);
  const rest = gone === '' ? '' : `; ${gone}`;
  if (lost.length === 0) return `none ${of} is lost${rest}`;
  return `${lost.length} ${of} ${lost.length === 1 ? 'is' : 'are'} lost${rest}`;
}

/** What rightly went, and how: `10 superseded, 5 expired`. Empty when nothing did. */
function removalText(accounting: Judged['accounting']): string {
  const gone = removals.filter((name) => accounting[name] > 0);
  return gone.map((name) => `${accounting[name]} ${name}`).join(', ');
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
