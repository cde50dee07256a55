import type { OutgoingRecord, SendOutcome } from '../systems/system.ts';
import type { Connection } from './connection.ts';
import type { EventOf, StepContext } from './step.ts';

/** Sends each record once and records every outcome; after an unknown one it goes on as a new process, on a new connection. */
export class Sender implements AsyncDisposable {
  readonly #context: StepContext;
  readonly #connect: (partition: string) => Promise<Connection>;
  readonly #connections = new Map<string, Connection>();
  #process: number;

  constructor(context: StepContext, connect: (partition: string) => Promise<Connection>) {
    this.#context = context;
    this.#connect = connect;
    this.#process = context.nextProcess();
  }

  async send(partition: string, records: readonly OutgoingRecord[]): Promise<SendOutcome> {
    const connection = this.#connections.get(partition) ?? (await this.#open(partition));
    const { now, record, step } = this.#context;
    const start = now();
    const outcome = await connection.producer.send(records);
    record(opOf({ process: this.#process, start, end: now(), step, partition, records, outcome }));
    if (outcome.status === 'unknown') await this.#replace(partition);
    return outcome;
  }

  async #open(partition: string): Promise<Connection> {
    const connection = await this.#connect(partition);
    this.#connections.set(partition, connection);
    return connection;
  }

  /** The request may still be under way: what comes next must not look as if it came after it. */
  async #replace(partition: string): Promise<void> {
    this.#process = this.#context.nextProcess();
    await this.#connections.get(partition)?.close();
    this.#connections.delete(partition);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const connection of this.#connections.values()) await connection.close();
    this.#connections.clear();
  }
}

interface Request {
  readonly process: number;
  readonly start: number;
  readonly end: number;
  readonly step: number | null;
  readonly partition: string;
  readonly records: readonly OutgoingRecord[];
  readonly outcome: SendOutcome;
}

function opOf({ process, start, end, step, partition, records, outcome }: Request): EventOf<'op'> {
  const baseOffset = outcome.status === 'ok' ? outcome.baseOffset : null;
  const actions = records.map(({ key, value }, index) => ({
    send: { to: partition, key, value, ...(baseOffset === null ? {} : { offset: baseOffset + index }) },
  }));
  const error = outcome.status === 'ok' ? {} : { error: outcome.error };
  return { type: 'op', process, f: 'send', status: outcome.status, start, end, actions, step, ...error };
}
