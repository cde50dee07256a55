import type { Judged } from '../../judge/verdict.ts';

/** `broker-2 did not start again: …`, and what would help where that is known. */
export function failedStartText({ node, why, remedy }: Judged['failedStarts'][number]): string {
  return `${node} did not start again: ${why}${remedy === null ? '' : `; what would help: ${remedy}`}`;
}
