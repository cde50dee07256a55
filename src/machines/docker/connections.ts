import { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Every connection to the daemon, so that one which never answers keeps neither a command nor the tool from ending. */
export class Connections extends Agent {
  readonly #open = new Set<Socket>();

  /** Node calls it for each connection; also those that a request has taken over (an exec's streams) are known by it. */
  override createConnection(...args: Parameters<Agent['createConnection']>) {
    const connection = super.createConnection(...args) as Socket;
    this.#open.add(connection);
    connection.once('close', () => this.#open.delete(connection));
    return connection;
  }

  /** Whoever waits for an answer gets an error. */
  breakAll(): void {
    for (const connection of this.#open) connection.destroy();
    this.destroy();
  }
}
