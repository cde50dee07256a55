import type { ShellPlace } from './place.ts';
import { type BecomeCommand, type BecomeResult, Shell, type ShellResult } from './shell.ts';

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** Open shells of one machine: each command takes an idle one, and opens another only when all are busy. */
export class Shells {
  readonly place: ShellPlace;
  readonly #programs: Shell[] = [];
  #idle: Shell[] = [];

  constructor(place: ShellPlace) {
    this.place = place;
  }

  /** Runs a script to its end; its exit code is an answer. */
  async run(script: string, { input, signal }: RunOptions = {}): Promise<ShellResult> {
    signal?.throwIfAborted();
    const shell = await this.#take();
    const abort = () => void this.#kill(shell);
    signal?.addEventListener('abort', abort);
    const result = await shell.run(script, input).finally(() => signal?.removeEventListener('abort', abort));
    signal?.throwIfAborted();
    if (!result) throw await this.place.whyGone();
    this.#idle.push(shell);
    return result;
  }

  /** Turns a shell into the program. */
  async become(command: BecomeCommand): Promise<BecomeResult> {
    const shell = await this.#take();
    this.#programs.push(shell);
    return shell.become(command);
  }

  /** Opens one ahead of need, so that the next signal goes out at once; if that fails, the next command tells. */
  async warm(): Promise<void> {
    const shell = this.#idle.length === 0 ? await this.#open().catch(() => null) : null;
    if (shell) this.#idle.push(shell);
  }

  /** Lets this process end although programs run: they go on where they are, only their output is lost. */
  leave(): void {
    for (const shell of this.#programs) shell.holdTool(false);
  }

  /** Closes those that are idle: before the machine stops. */
  drop(): void {
    for (const shell of this.#idle.splice(0)) shell.close();
  }

  async #take(): Promise<Shell> {
    return this.#idle.pop() ?? this.#open();
  }

  async #open(): Promise<Shell> {
    try {
      return await Shell.open(this.place);
    } catch (error) {
      throw await this.place.whyGone(error);
    }
  }

  async #kill(shell: Shell): Promise<void> {
    const helper = await this.#open().catch(() => null);
    await helper?.run(`kill -s KILL -- -${shell.pid}`);
    helper?.close();
    shell.close();
  }
}
