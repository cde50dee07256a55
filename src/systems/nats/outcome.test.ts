import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { expect, it } from 'vitest';
import { outcomeOf } from './outcome.ts';

const refused = (err_code: number, description: string) =>
  new JetStreamApiError({ code: 503, err_code, description });

// What the client makes of "no responders"; the class itself is not exported.
const notEnabled = Object.assign(new Error('jetstream is not enabled'), { name: 'JetStreamNotEnabled' });

it.each([
  ['nobody takes the subject', notEnabled, 'fail'],
  ['too large', refused(10054, 'message size exceeds maximum allowed'), 'fail'],
  ['another stream', refused(10060, 'expected stream does not match'), 'fail'],
  ['a store that failed', refused(10077, 'error writing'), 'unknown'],
  ['no answer', new errors.TimeoutError(), 'unknown'],
  ['a connection that broke', new errors.ClosedConnectionError(), 'unknown'],
  ['a socket error', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'unknown'],
])('%s is told by its outcome', (_, error, status) => {
  expect(outcomeOf(error)).toMatchObject({ status });
});
