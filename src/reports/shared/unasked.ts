import type { Judged } from '../../judge/verdict.ts';
import { countText } from '../../lib/words.ts';

/** What was sent with acks=0, for a line of its own: it is in no count of lost records, as nobody promised to keep it. */
export function unaskedText({ events: { traffic }, accounting }: Judged): string | null {
  if (traffic.unasked === 0) return null;
  const many = countText(traffic.unasked, 'record');
  const there = `${accounting.recovered} that nobody acknowledged ${accounting.recovered === 1 ? 'is' : 'are'} there`;
  return `${many} sent with acks=0: nobody promised to keep them, none counts as lost; in the final read ${there}`;
}
