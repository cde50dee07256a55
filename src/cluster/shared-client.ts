import type { Client, LookOptions, PartitionState } from '../systems/system.ts';

export interface SharedClientOptions {
  /** The nodes that can be asked now. */
  readonly live: () => readonly string[];
  /** Whether they may tell different things now. */
  readonly mayDiffer: () => boolean;
  readonly open: (signal: AbortSignal) => Promise<Client>;
}

/** One client for all who only look: made anew when other nodes are live or when it failed. */
export class SharedClient implements AsyncDisposable {
  readonly #options: SharedClientOptions;
  #client: { readonly key: string; readonly client: Client } | null = null;
  readonly #looking = new Map<boolean, Promise<readonly PartitionState[]>>();
  #isClosed = false;

  constructor(options: SharedClientOptions) {
    this.#options = options;
  }

  /** What a live node answers now; empty when none answers. Equal looks at the same time share one answer. */
  async partitions(
    signal: AbortSignal,
    options: LookOptions = { withEnds: true },
  ): Promise<readonly PartitionState[]> {
    const key = options.withEnds;
    const under = this.#looking.get(key);
    if (under !== undefined) return under;
    const looking = this.#look(signal, options).finally(() => this.#looking.delete(key));
    this.#looking.set(key, looking);
    return looking;
  }

  async #look(signal: AbortSignal, options: LookOptions): Promise<readonly PartitionState[]> {
    if (this.#isClosed || this.#options.live().length === 0) return [];
    try {
      const client = await this.#current(signal);
      return await client.partitions(options);
    } catch {
      // Whoever waits looks again; what it lacks is told by what it waits for.
      await this.#drop();
      return [];
    }
  }

  async #current(signal: AbortSignal): Promise<Client> {
    const { live, mayDiffer, open } = this.#options;
    const key = [...live(), mayDiffer()].join();
    if (this.#client?.key === key) return this.#client.client;
    await this.#drop();
    const client = await open(signal);
    this.#client = { key, client };
    return client;
  }

  async #drop(): Promise<void> {
    const old = this.#client;
    this.#client = null;
    await old?.client[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    // First, because it rejects a request that hangs on a paused broker.
    await this.#drop();
    await Promise.allSettled(this.#looking.values());
    await this.#drop();
  }
}
