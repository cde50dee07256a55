import { messageOf } from '../../errors.ts';

/** `server/errors.json`: a message that is too large, and one for another stream. Both are checked before the proposal. */
const refusals: ReadonlySet<unknown> = new Set([10054, 10060]);

/** How a publish failed, as the client library tells it. */
export interface FailedPublish {
  readonly status: 'fail' | 'unknown';
  readonly error: string;
}

/**
 * Sorts a failed publish. `fail` is what surely precedes the proposal to the log: the server knows of nobody who takes the
 * subject (no responders), or refuses the message for itself. After anything else the message may be there.
 */
export function outcomeOf(error: unknown): FailedPublish {
  const name = error instanceof Error ? error.name : '';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isRefused = name === 'JetStreamNotEnabled' || (name === 'JetStreamApiError' && refusals.has(code));
  const text = code === undefined ? messageOf(error) : `${messageOf(error)} (${String(code)})`;
  return { status: isRefused ? 'fail' : 'unknown', error: text };
}
