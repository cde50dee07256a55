import { type HarnessError, Inconclusive } from '../errors.ts';
import type { TimedRecord } from '../history/recorder.ts';
import { unlessAborted, waitUntil } from '../lib/wait-until.ts';
import type { FsyncSight } from '../machines/disk/lying-fsync.ts';
import type { Disk } from '../machines/disk.ts';
import type { Exit, Machine, Process, ProcessState } from '../machines/machine.ts';
import type { NodePlace, NodeSpec } from '../systems/system.ts';
import { fullDiskIn } from './full-disk.ts';
import type { FsyncMode, Node, NodeState, StartOptions } from './node.ts';
import { NodeFsync } from './node-fsync.ts';
import { NodeStart } from './node-start.ts';
import { type SignalOptions, signalUntil } from './signal-until.ts';

const stateBudgetMs = 5000;
// A machine that is slow enough to need an excuse once is often still as slow half a minute later.
const excusesInARow = 3;

export interface NodeOptions extends TimedRecord {
  readonly spec: NodeSpec;
  readonly machine: Machine;
  readonly disk: Disk | null;
  readonly place: NodePlace;
  /** Ends whatever the node waits for: an interrupt, the loss of a machine. */
  readonly signal?: AbortSignal | undefined;
  /** Hears why no node can go on. */
  readonly onLost?: ((reason: HarnessError) => void) | undefined;
}

/** A node over its machine: knows what runs on it, and records whatever happens to that. */
export class ClusterNode implements Node {
  readonly spec: NodeSpec;
  readonly machine: Machine;
  readonly disk: Disk | null;
  #state: NodeState = 'new';
  #current: NodeStart | null = null;
  #starts = 0;
  #isPrepared = false;
  readonly #fsync: NodeFsync;
  readonly #options: NodeOptions;

  constructor(options: NodeOptions) {
    this.spec = options.spec;
    this.machine = options.machine;
    this.disk = options.disk;
    this.#options = options;
    this.#fsync = new NodeFsync(options.machine);
  }

  get name(): string {
    return this.spec.name;
  }

  get role(): string {
    return this.spec.role;
  }

  get state(): NodeState {
    return this.#state;
  }

  get process(): Process | null {
    return this.#current?.process ?? null;
  }

  lines(): readonly string[] {
    return this.#current?.lines() ?? [];
  }

  async start(options: StartOptions): Promise<void> {
    if (this.#state !== 'new' && this.#state !== 'stopped') {
      throw new Inconclusive(`start ${this.name}: it is ${this.#state} already`);
    }
    for (let excused = 0; ; excused += 1) {
      try {
        return await this.#startOnce(options);
      } catch (error) {
        const excuse = this.#state === 'stopped' ? this.spec.excusedExit?.(this.lines()) : undefined;
        if (excuse === undefined || excused === excusesInARow) throw error;
        const text = `${this.name} ended while it started, as ${excuse}; it was started again`;
        this.#options.record({ type: 'warning', time: this.#options.now(), text });
      }
    }
  }

  async #startOnce({ budgetMs, signal, onSeen }: StartOptions): Promise<void> {
    signal.throwIfAborted();
    const started = await this.#spawn();
    await waitUntil({
      what: `start of ${this.name}`,
      budgetMs,
      signal,
      onSeen,
      look: () => started.look(this.#state === 'stopped'),
    });
    await this.#fsync.check(started.process.pid);
    this.#state = 'running';
    this.#record('ready', this.#fsync.mode === 'lies' ? { fsync: 'lies' } : {});
  }

  async end(name: 'SIGKILL' | 'SIGTERM', budgetMs: number): Promise<Exit> {
    const process = this.#alive();
    // A stopped process keeps SIGTERM pending until it goes on.
    const isHeld = this.#state === 'paused' && name === 'SIGTERM';
    await this.#signal(process, {
      names: isHeld ? [name, 'SIGCONT'] : [name],
      what: `exit of ${this.name} after ${name}`,
      wanted: 'gone',
      budgetMs,
    });
    return unlessAborted(process.exited, this.#options.signal);
  }

  async restartMachine(): Promise<Exit> {
    const process = this.#alive();
    await unlessAborted(this.machine.restart(), this.#options.signal);
    const exit = await unlessAborted(process.exited, this.#options.signal);
    // In a container the mount is gone, on this host it stays: after this both have read the disk anew.
    await this.disk?.remount();
    return exit;
  }

  pause(): Promise<ProcessState> {
    return this.#hold('SIGSTOP', 'stopped', { state: 'paused', event: 'paused' });
  }

  resume(): Promise<ProcessState> {
    return this.#hold('SIGCONT', 'running', { state: 'running', event: 'resumed' });
  }

  async setFsync(mode: FsyncMode): Promise<FsyncSight> {
    if (this.disk === null) throw new Inconclusive(`${this.name} has no disk of its own`);
    return this.#fsync.set(mode, this.disk);
  }

  async replaceDisk(): Promise<void> {
    if (this.disk === null) throw new Inconclusive(`${this.name} has no disk of its own`);
    await this.disk.replace();
    this.#isPrepared = false;
  }

  async prepare(): Promise<void> {
    const { spec, place, disk } = this.#options;
    // A machine that was restarted has lost its mounts; a disk that failed stays as it is.
    await disk?.mount();
    if (!this.#isPrepared) await spec.prepare?.(place);
    this.#isPrepared = true;
  }

  async #spawn(): Promise<NodeStart> {
    const { spec, place, machine } = this.#options;
    await this.prepare();
    this.#starts += 1;
    const launch = await spec.launch(place);
    const env = { ...launch.env, ...(await this.#fsync.environment()) };
    const process = await machine.spawn({ ...launch, env, output: `start-${this.#starts}.log` });
    this.#current = new NodeStart(spec, place, process);
    this.#state = 'starting';
    this.#record('started', { pid: process.pid });
    void process.exited.then((exit) => this.#exited(process, exit));
    return this.#current;
  }

  #exited(process: Process, { code, signal }: Exit): void {
    if (process !== this.process) return;
    const failure = this.#state === 'starting' ? this.#current?.failure() : {};
    this.#state = 'stopped';
    this.#record('exited', { code, signal, ...failure });
    // A disk of its own may fill as a part of the experiment.
    const loss = this.disk === null ? fullDiskIn(this.name, this.lines()) : null;
    if (loss) this.#options.onLost?.(loss);
  }

  #alive(): Process {
    if (this.process === null || this.#state === 'stopped')
      throw new Inconclusive(`${this.name} is not running`);
    return this.process;
  }

  async #hold(
    name: 'SIGSTOP' | 'SIGCONT',
    wanted: ProcessState,
    { state, event }: { state: NodeState; event: 'paused' | 'resumed' },
  ): Promise<ProcessState> {
    const what = `${this.name} ${wanted} after ${name}`;
    const seen = await this.#signal(this.#alive(), { names: [name], what, wanted, budgetMs: stateBudgetMs });
    this.#state = state;
    this.#record(event);
    return seen;
  }

  #signal(process: Process, options: Omit<SignalOptions, 'signal'>): Promise<ProcessState> {
    return signalUntil(process, { ...options, signal: this.#options.signal });
  }

  #record(event: 'started' | 'ready' | 'exited' | 'paused' | 'resumed', details: object = {}): void {
    const { record, now } = this.#options;
    record({ type: 'node', time: now(), node: this.name, event, ...details });
  }
}
