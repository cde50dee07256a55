/** One container's restart, in its two halves. */
export interface Restart {
  /** In the run's network, before it stops: `172.18.0.3`. */
  readonly address: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/**
 * Containers that restart together get their own addresses back. The engine gives the lowest free one to whoever starts
 * first; a JVM that stayed up would go on to call a broker at the address that is another one's now.
 */
export class Restarts {
  #stopping = 0;
  #stopped: { readonly address: string; start(): Promise<void> }[] = [];
  #starting: Promise<void> = Promise.resolve();

  /** All that are asked for at the same time stop at once, and start one by one once all have stopped. */
  async restart({ address, stop, start }: Restart): Promise<void> {
    // A container that stopped now would free an address just when another one is given the lowest.
    await this.#starting;
    this.#stopping += 1;
    const isStopped = await stop().then(
      () => null,
      (error: unknown) => ({ error }),
    );
    this.#stopping -= 1;
    const started = isStopped === null ? this.#enqueue({ address, start }) : Promise.reject(isStopped.error);
    if (this.#stopping === 0) this.#starting = this.#startAll();
    return started;
  }

  #enqueue({ address, start }: Omit<Restart, 'stop'>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stopped.push({ address, start: () => start().then(resolve, reject) });
    });
  }

  async #startAll(): Promise<void> {
    const order = new Intl.Collator('en', { numeric: true });
    const group = this.#stopped.sort((a, b) => order.compare(a.address, b.address));
    this.#stopped = [];
    for (const { start } of group) await start();
  }
}
