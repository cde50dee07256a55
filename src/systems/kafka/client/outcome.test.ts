import * as kafkajs from 'kafkajs';
import {
  KafkaJSConnectionError,
  KafkaJSNonRetriableError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
  KafkaJSRequestTimeoutError,
} from 'kafkajs';
import { expect, test } from 'vitest';
import { rootMessage, statusOf } from './outcome.ts';

// Its types leave this one out.
const { KafkaJSConnectionClosedError } = kafkajs as unknown as {
  KafkaJSConnectionClosedError: new (message: string, details: object) => Error;
};

/** As the broker's answer leaves kafkajs's parser (src/protocol/error.js). */
function answered(type: string, code: number, retriable = true) {
  return new KafkaJSProtocolError({ type, code, retriable, message: `${type} it says`, name: type } as never);
}

/** As kafkajs's retrier throws it, also with `retries: 0` (src/retry/index.js). */
function wrapped(cause: Error) {
  return new KafkaJSNumberOfRetriesExceeded(cause, { retryCount: 0, retryTime: 300 } as never);
}

test('only a refusal that precedes the append is a fail, also under its wrapper', () => {
  expect(statusOf(answered('NOT_ENOUGH_REPLICAS', 19))).toBe('fail');
  expect(statusOf(wrapped(answered('NOT_ENOUGH_REPLICAS', 19)))).toBe('fail');
});

test.each([
  ['UNKNOWN_TOPIC_OR_PARTITION', 3],
  ['LEADER_NOT_AVAILABLE', 5],
  ['NOT_LEADER_FOR_PARTITION', 6],
  ['REQUEST_TIMED_OUT', 7],
  ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', 20],
  ['KAFKA_STORAGE_ERROR', 56],
  ['OUT_OF_ORDER_SEQUENCE_NUMBER', 45],
])('after %s (%i) the record may be there', (type, code) => {
  expect(statusOf(wrapped(answered(type, code)))).toBe('unknown');
  expect(statusOf(answered(type, code, false))).toBe('unknown');
});

const broker = '127.0.0.1:9092';

test.each([
  new KafkaJSRequestTimeoutError('Request Produce timed out', { broker, clientId: 'c' } as never),
  new KafkaJSConnectionClosedError('Closed connection', { broker, host: '127.0.0.1', port: 9092 }),
  new KafkaJSConnectionError('Connection error: connect ECONNREFUSED', { broker, code: 'ECONNREFUSED' }),
  new KafkaJSNonRetriableError('no'),
  new TypeError('a bug'),
  'not even an error',
  undefined,
])('after %s the record may be there', (error) => {
  expect(statusOf(error)).toBe('unknown');
  if (error instanceof Error) expect(statusOf(wrapped(error))).toBe('unknown');
});

test('the innermost message is told: the wrapper only counts retries', () => {
  expect(rootMessage(wrapped(answered('NOT_ENOUGH_REPLICAS', 19)))).toBe('NOT_ENOUGH_REPLICAS it says');
  expect(rootMessage('a text')).toBe('a text');
});
