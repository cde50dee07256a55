import Connection from 'kafkajs/src/network/connection.js';
import type Encoder from 'kafkajs/src/protocol/encoder.js';
import type { Endpoint } from '../../../machines/machine.ts';
import { openSockets } from './sockets.ts';

const connectionTimeoutMs = 1000;
const requestTimeoutMs = 5000;

/** For what only looks: a broker that is cut off while it is asked must not blind the watch for as long as it may be. */
export const lookTimeoutMs = 2000;

/** One connection to one broker, without metadata, retries or reconnects in between: an error is the broker's own. */
export interface Wire extends AsyncDisposable {
  /** Answers with what the response's `parse` gives. */
  send<T>(call: WireCall): Promise<T>;
  /** False once the connection broke: then a new one is needed. */
  isOpen(): boolean;
}

/** A kafkajs request with its response; `requestTimeout` for one that may take longer than others, or must not. */
export interface WireCall {
  readonly request: unknown;
  readonly response: unknown;
  readonly requestTimeout?: number;
}

/** So long the cluster may take over what it is asked to change. */
export const changeTimeoutMs = 30_000;

/** A request for a change: its answer may take longer than others. */
export function patient(call: WireCall): WireCall {
  return { ...call, requestTimeout: 2 * changeTimeoutMs };
}

const silent = () => undefined;
const silentLogger = {
  info: silent,
  error: silent,
  warn: silent,
  debug: silent,
  setLogLevel: silent,
  namespace: () => silentLogger,
};

/** Connects to a broker; fails within a second when it doesn't answer. */
export async function openWire({ host, port }: Endpoint): Promise<Wire> {
  const sockets = openSockets();
  const connection = new Connection({
    host,
    port,
    clientId: 'fsync-lab',
    connectionTimeout: connectionTimeoutMs,
    // kafkajs takes the longer one of this and a request's own.
    requestTimeout: lookTimeoutMs,
    logger: silentLogger,
    socketFactory: sockets.factory,
  });
  await connection.connect().catch((error: unknown) => {
    sockets.abort();
    throw error;
  });
  return {
    send: async <T>(call: WireCall) =>
      (await connection.send({ requestTimeout: requestTimeoutMs, ...call })) as T,
    isOpen: () => connection.isConnected(),
    async [Symbol.asyncDispose]() {
      // A paused broker never answers: pending requests would hold the disconnect until their time-out.
      sockets.abort();
      connection.rejectRequests(new Error('closed by the client'));
      await connection.disconnect();
    },
  };
}

interface Api {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly apiName: string;
}

/** A request that kafkajs lacks, in the shape in which it sends its own. */
export function ownCall<T>(api: Api, encode: () => Encoder, decode: (bytes: Buffer) => T): WireCall {
  return {
    request: { ...api, encode: async () => encode() },
    response: { decode: async (bytes: Buffer) => decode(bytes), parse: async (data: T) => data },
  };
}
