import { Inconclusive } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { waitUntil } from '../lib/wait-until.ts';
import type { Exit, Machine, Process, ProcessState } from '../machines/machine.ts';
import type { NodePlace, NodeSpec, Readiness } from '../systems/system.ts';
import type { Node, NodeState, StartOptions } from './node.ts';
import { OutputTail } from './output-tail.ts';

const stateBudgetMs = 5000;

export interface NodeOptions {
  readonly spec: NodeSpec;
  readonly machine: Machine;
  readonly place: NodePlace;
  readonly now: () => number;
  readonly record: (event: HistoryEvent) => void;
}

/** A node over its machine: knows what runs on it, and records whatever happens to that. */
export class ClusterNode implements Node {
  readonly spec: NodeSpec;
  readonly machine: Machine;
  #state: NodeState = 'new';
  #process: Process | null = null;
  #tail: OutputTail | null = null;
  #starts = 0;
  readonly #options: NodeOptions;

  constructor(options: NodeOptions) {
    this.spec = options.spec;
    this.machine = options.machine;
    this.#options = options;
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
    return this.#process;
  }

  lines(): readonly string[] {
    return this.#tail?.lines() ?? [];
  }

  async start({ budgetMs, signal, onSeen }: StartOptions): Promise<void> {
    if (this.#state !== 'new' && this.#state !== 'stopped') {
      throw new Inconclusive(`start ${this.name}: it is ${this.#state} already`);
    }
    signal.throwIfAborted();
    const process = await this.#spawn();
    await waitUntil({
      what: `start of ${this.name}`,
      budgetMs,
      signal,
      onSeen,
      look: () => this.#look(process),
    });
    this.#state = 'running';
    this.#record('ready');
  }

  async end(name: 'SIGKILL' | 'SIGTERM', budgetMs: number): Promise<Exit> {
    const process = this.#alive();
    await process.signal(name);
    // A stopped process keeps SIGTERM pending until it goes on.
    if (this.#state === 'paused' && name === 'SIGTERM') await process.signal('SIGCONT');
    await this.#await(`exit of ${this.name} after ${name}`, 'gone', budgetMs);
    return process.exited;
  }

  async pause(): Promise<ProcessState> {
    await this.#alive().signal('SIGSTOP');
    const state = await this.#await(`${this.name} stopped by SIGSTOP`, 'stopped', stateBudgetMs);
    this.#state = 'paused';
    this.#record('paused');
    return state;
  }

  async resume(): Promise<ProcessState> {
    await this.#alive().signal('SIGCONT');
    const state = await this.#await(`${this.name} running after SIGCONT`, 'running', stateBudgetMs);
    this.#state = 'running';
    this.#record('resumed');
    return state;
  }

  async #spawn(): Promise<Process> {
    const { spec, place, machine } = this.#options;
    if (this.#starts === 0) await spec.prepare?.(place);
    this.#starts += 1;
    const launch = await spec.launch(place);
    const process = await machine.spawn({ ...launch, output: `start-${this.#starts}.log` });
    this.#process = process;
    this.#tail = new OutputTail(process.outputFile);
    this.#state = 'starting';
    this.#record('started', { pid: process.pid });
    void process.exited.then((exit) => this.#exited(process, exit));
    return process;
  }

  #exited(process: Process, { code, signal }: Exit): void {
    if (process !== this.#process) return;
    this.#state = 'stopped';
    this.#record('exited', { code, signal });
  }

  async #look(process: Process): Promise<{ done: true } | { seen: string }> {
    const state = await process.state();
    if (state === 'gone') throw new Inconclusive(`${this.name} exited while starting: ${this.#lastWords()}`);
    const sight: Readiness = await this.spec.readiness(this.#options.place, this.lines());
    return sight.ready ? { done: true } : { seen: sight.seen };
  }

  #lastWords(): string {
    const lines = this.lines();
    const telling = lines.findLast((line) => / (ERROR|FATAL) |Error:|Exception/.test(line));
    return telling ?? lines.at(-1) ?? 'it printed nothing';
  }

  #alive(): Process {
    if (this.#process === null || this.#state === 'stopped')
      throw new Inconclusive(`${this.name} is not running`);
    return this.#process;
  }

  async #await(what: string, wanted: ProcessState, budgetMs: number): Promise<ProcessState> {
    const process = this.#alive();
    return waitUntil<ProcessState>({
      what,
      budgetMs,
      pollMs: 10,
      look: async () => {
        const state = await process.state();
        return state === wanted ? { done: state } : { seen: state };
      },
    });
  }

  #record(event: 'started' | 'ready' | 'exited' | 'paused' | 'resumed', details: object = {}): void {
    const { record, now } = this.#options;
    record({ type: 'node', time: now(), node: this.name, event, ...details });
  }
}
