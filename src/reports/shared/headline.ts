import type { Judged } from '../../judge/verdict.ts';
import { countText } from '../../lib/words.ts';
import { removals } from '../../plan.ts';
import { shortened } from '../sections/section.ts';

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

/** What became of the data, whatever was expected of it. */
export type DataFate = 'lost' | 'kept' | 'unknown';

/** Kept only when the evidence is whole: what was not seen lost may be lost all the same. */
export function dataFate({ accounting, lost, verdict, valid }: Judged): DataFate {
  if (lost.length > 0) return 'lost';
  const isProven = verdict !== 'inconclusive' && accounting.acked > 0 && accounting.lost !== null;
  return isProven && valid === true ? 'kept' : 'unknown';
}

/** The first axis: `DATA LOST 50 of 60`, `nothing lost of 60`. It never says whether that was expected. */
export function dataWords(judged: Judged): string {
  const { accounting, lost, valid } = judged;
  if (lost.length > 0) return `DATA LOST ${lost.length} of ${accounting.acked}`;
  if (accounting.acked === 0 || accounting.lost === null) return lossHeadline(judged);
  if (dataFate(judged) === 'kept') return `nothing lost of ${accounting.acked}`;
  const why = valid === false ? 'but the history is not valid' : 'but that is not proven';
  return `nothing seen lost of ${accounting.acked}, ${why}`;
}

/** The verdict as a reader looks for it: `AS EXPECTED`; `VALID` for a history without a plan. */
export function verdictWords({ verdict, events }: Judged): string {
  if (events.plan) return verdict.replaceAll('-', ' ').toUpperCase();
  return { 'as-expected': 'VALID', 'not-as-expected': 'NOT VALID', inconclusive: 'UNKNOWN' }[verdict];
}

/** What the life-line of a record comes to, without the times: equal fates are told once. */
export function fateOf({ story }: Judged['lost'][number]): readonly string[] {
  return story
    .filter(({ kind }) => kind === 'removed' || kind === 'elected' || kind === 'truncated')
    .map(({ text }) => text);
}

/** `key9-loss control`, as a line of several runs names one; `history` when no plan is known. */
export function runName({ events: { plan } }: Judged): string {
  return shortened([plan?.name, plan?.variant].filter(Boolean).join(' '), 100) || 'history';
}
