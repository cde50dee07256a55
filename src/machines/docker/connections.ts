import { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Every connection to the daemon, so that one which never answers keeps neither a command nor the tool from ending. */
export class Connections extends Agent {
  readonly #open = new Set<Socket>();
  #isBroken = false;

  /** Node calls it for each connection; also those that a request has taken over (an exec's streams) are known by it. */
  override createConnection(...args: Parameters<Agent['createConnection']>) {
    const connection = super.createConnection(...args) as Socket;
    this.#open.add(connection);
    // Whoever asks again because of the break would wait for ever.
    if (this.#isBroken) connection.destroy();
    connection.once('close', () => this.#open.delete(connection));
    return connection;
  }

  /** Whoever waits for an answer gets an error, and whoever asks from now on. */
  breakAll(): void {
    this.#isBroken = true;
    for (const connection of this.#open) connection.destroy();
    this.destroy();
  }
}
