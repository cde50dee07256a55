import { connect, type Socket } from 'node:net';
import type { Endpoint } from '../../../machines/machine.ts';

/** The sockets that kafkajs opens for one client, so that the client can be closed though a broker hangs. */
export interface Sockets {
  readonly factory: (to: Endpoint & { readonly onConnect: () => void }) => Socket;
  /** How many have closed, by whosever hand: with acks=0 that is all that a broker says of a refusal. */
  closed(): number;
  /** Breaks every connection: what is pending on it fails at once, and no new one is made. */
  abort(): void;
}

export function openSockets(): Sockets {
  const open = new Set<Socket>();
  let isAborted = false;
  let closedCount = 0;
  return {
    factory({ host, port, onConnect }) {
      if (isAborted) throw closedByUs();
      const socket = connect({ host, port, noDelay: true }, onConnect);
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        closedCount += 1;
      });
      return socket;
    },
    closed: () => closedCount,
    abort() {
      isAborted = true;
      // With an error, because kafkajs hears of nothing else: it does not listen to `close`.
      for (const socket of open) socket.destroy(closedByUs());
    },
  };
}

function closedByUs(): Error {
  return new Error('closed by the client');
}
