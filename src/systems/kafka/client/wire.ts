import { connect as connectSocket, type Socket } from 'node:net';
import Connection from 'kafkajs/src/network/connection.js';
import type { Endpoint } from '../../../machines/machine.ts';

const connectionTimeoutMs = 1000;
const requestTimeoutMs = 5000;

/** One connection to one broker, without metadata, retries or reconnects in between: an error is the broker's own. */
export interface Wire extends AsyncDisposable {
  /** `call` is a kafkajs request with its response; answers with what the response's `parse` gives. */
  send<T>(call: { readonly request: unknown; readonly response: unknown }): Promise<T>;
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
  const sockets: Socket[] = [];
  const connection = new Connection({
    host,
    port,
    clientId: 'fsync-lab',
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    logger: silentLogger,
    socketFactory: ({ onConnect, ...to }) => {
      const socket = connectSocket({ host: to.host, port: to.port, noDelay: true }, onConnect);
      sockets.push(socket);
      return socket;
    },
  });
  await connection.connect();
  return {
    send: async <T>(call: { readonly request: unknown; readonly response: unknown }) =>
      (await connection.send(call)) as T,
    async [Symbol.asyncDispose]() {
      // A paused broker never answers: pending requests would hold the disconnect until their time-out.
      connection.rejectRequests(new Error('closed by the client'));
      await connection.disconnect();
      for (const socket of sockets) socket.destroy();
    },
  };
}
