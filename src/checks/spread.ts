import type { EventOf } from '../history/event.ts';
import type { ReadContent } from './final-reads.ts';
import { offsetsText } from './log-against-read.ts';

type Log = EventOf<'log'>;

/**
 * Of a log whose records are spread over its replicas, so that none has to hold all: sentences on what the final read
 * returned and no replica's files hold. It came out of the memory of a process then, and its end would take it.
 */
export function heldByNone(
  partition: string,
  logs: readonly Log[],
  read: Pick<ReadContent, 'records'>,
): readonly string[] {
  const uncounted = logs.filter((log) => !addsUp(log, read));
  if (uncounted.length > 0)
    return uncounted.map(({ node }) => `the log of ${partition} on ${node}: its line does not add up`);
  const [first, ...others] = logs.map(({ againstRead }) => new Map(againstRead?.lacks));
  const nowhere = [...(first ?? [])].filter(([offset]) => others.every((lacks) => lacks.has(offset)));
  if (nowhere.length === 0) return [];
  return [`no replica's log of ${partition} holds what the final read returned at ${offsetsText(nowhere)}`];
}

/** Every record that was read is either in it or told to be missing. */
function addsUp({ againstRead }: Log, read: Pick<ReadContent, 'records'>): boolean {
  if (againstRead === undefined) return false;
  const { same, unread, expired, lacks } = againstRead;
  return read.records === same + unread + expired + lacks.length;
}
