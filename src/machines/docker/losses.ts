import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { HarnessError } from '../../errors.ts';
import { systemClock } from '../../lib/clock.ts';
import { type Container, type Engine, runLabel } from './client.ts';
import { daemonGone, dockerFailure } from './failures.ts';
import { jsonLines } from './json-lines.ts';
import { lossOf, outOfMemory } from './loss.ts';

const reopenAfterMs = 100;

/** A container that a run relies on. */
interface Relied {
  readonly name: string;
  readonly memoryMb: number;
  readonly container: Container;
}

/**
 * Knows at once when a run has lost a machine, or the daemon. Without it each wait would run out in its turn: a minute
 * and more for a run that can prove nothing any more.
 */
export class Losses {
  readonly #engine: Engine;
  readonly #runId: string;
  readonly #lost = new AbortController();
  readonly #relied = new Map<string, Relied>();
  #events: Readable | null = null;
  #isClosed = false;

  constructor(engine: Engine, runId: string) {
    this.#engine = engine;
    this.#runId = runId;
  }

  /** Aborted with the reason, once. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** To be awaited before the first container is made: what happened earlier is not told. */
  async watch(): Promise<void> {
    const filters = { label: [`${runLabel}=${this.#runId}`], event: ['die', 'oom', 'destroy'] };
    try {
      const events = (await this.#engine.getEvents({ filters })) as Readable & { socket?: unknown };
      // The tool ends when its work is done, whoever still listens.
      if (events.socket instanceof Socket) events.socket.unref();
      this.#events = events;
      if (this.#isClosed) return void events.destroy();
      void this.#follow(events);
    } catch (error) {
      throw dockerFailure('cannot listen to the events of the Docker daemon', error);
    }
  }

  /** From now on its end is a loss. */
  rely(relied: Relied): void {
    this.#relied.set(relied.container.id, relied);
  }

  /** Before we stop or remove it ourselves. */
  release({ id }: Container): void {
    this.#relied.delete(id);
  }

  /** For whoever finds out first, as by a command that was cut off; answers with the error to throw. */
  tell({ id }: Container, error: HarnessError): HarnessError {
    if (this.#relied.has(id) && !this.#isClosed) this.#lost.abort(error);
    return error;
  }

  /** Nothing is a loss any more. */
  close(): void {
    this.#isClosed = true;
    this.#events?.destroy();
  }

  async #follow(events: Readable): Promise<void> {
    try {
      for await (const event of jsonLines(events)) await this.#on(event as DaemonEvent);
    } catch {
      // As good as its end: why, is found by asking.
    }
    await this.#askAgain();
  }

  async #on({ Action, Actor }: DaemonEvent): Promise<void> {
    const relied = this.#relied.get(Actor?.ID ?? '');
    if (!relied) return;
    if (Action === 'oom') this.tell(relied.container, outOfMemory(relied.name, relied.memoryMb));
    else await this.#check(relied);
  }

  /** By its state and not by the event: that one may be of a restart of ours, and come late. */
  async #check({ name, container }: Relied): Promise<void> {
    const loss = await lossOf(name, container);
    if (loss) this.tell(container, loss);
  }

  /** The stream of events has ended: with the daemon, or only with the connection. */
  async #askAgain(): Promise<void> {
    if (this.#isClosed) return;
    try {
      await systemClock.sleep(reopenAfterMs);
      await this.#engine.ping();
      await this.watch();
      for (const relied of this.#relied.values()) await this.#check(relied);
    } catch (error) {
      if (!this.#isClosed) this.#lost.abort(daemonGone(error));
    }
  }
}

interface DaemonEvent {
  readonly Action?: string;
  readonly Actor?: { readonly ID?: string };
}
