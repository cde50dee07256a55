import { Kafka, logLevel, type RetryOptions } from 'kafkajs';
import type { Endpoint } from '../../../machines/machine.ts';
import type { Sockets } from './sockets.ts';

const connectionTimeoutMs = 1000;
const requestTimeoutMs = 30_000;

/** So long a broker may take to gather its acknowledgements before it says that it could not. */
export const brokerTimeoutMs = 10_000;

/**
 * For groups and transactions: a new one's coordinator is not there at once, and moves when its broker dies. A retried
 * batch of a transaction carries the same sequence numbers, so that a broker keeps it once.
 */
export const coordinatorRetry: RetryOptions = { retries: 8, initialRetryTime: 100, maxRetryTime: 1000 };

/** kafkajs on our sockets, silent. Without retries unless asked: each outcome shall be that of one request. */
export function kafkaOver(
  endpoints: readonly Endpoint[],
  { factory }: Sockets,
  retry: RetryOptions = { retries: 0 },
): Kafka {
  return new Kafka({
    clientId: 'fsync-lab',
    brokers: endpoints.map(({ host, port }) => `${host}:${port}`),
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    retry,
    logLevel: logLevel.NOTHING,
    socketFactory: factory,
  });
}
