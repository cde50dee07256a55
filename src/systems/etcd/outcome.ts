import type { Answer } from './gateway.ts';

/** Said before a put is proposed to the log: `server.go` checks them first. */
const refusals = /^etcdserver: (too many requests|request is too large|user name is empty|permission denied)/;

/** Sorts a failed put. Only what surely precedes the proposal is `fail`; after anything else the record may be there. */
export function statusOf({
  error,
  isUnsent,
}: Extract<Answer<unknown>, { readonly error: string }>): 'fail' | 'unknown' {
  return isUnsent || refusals.test(error) ? 'fail' : 'unknown';
}
