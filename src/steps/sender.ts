import type { OutgoingRecord, SendOutcome } from '../systems/system.ts';
import type { Connection } from './connection.ts';
import type { EventOf, StepContext } from './step.ts';

/** Sends each record once and records every outcome; after an unknown one it goes on as a new process, on a new connection. */
export class Sender implements AsyncDisposable {
  readonly #context: StepContext;
  readonly #connect: (partition: string) => Promise<Connection>;
  readonly #connections = new Map<string, Connection>();
  readonly #closing = new Set<Promise<void>>();
  #process: number;
  #interrupt: () => void = () => undefined;
  readonly #giveUpMs: number | undefined;

  /** After `giveUpMs` without an answer a request is given up as unknown; left out, when the client does. */
  constructor(context: StepContext, connect: (partition: string) => Promise<Connection>, giveUpMs?: number) {
    this.#context = context;
    this.#connect = connect;
    this.#giveUpMs = giveUpMs;
    this.#process = context.nextProcess();
    context.signal.addEventListener('abort', this.#onAbort);
  }

  async send(partition: string, records: readonly OutgoingRecord[]): Promise<SendOutcome> {
    const connection = this.#connections.get(partition) ?? (await this.#open(partition));
    const { now, record, step, signal } = this.#context;
    signal.throwIfAborted();
    const start = now();
    const outcome = await this.#unlessInterrupted(connection.producer.send(records));
    const { acks } = connection;
    record(opOf({ process: this.#process, start, end: now(), step, partition, records, outcome, acks }));
    if (outcome.status === 'unknown') this.#replace(partition);
    return outcome;
  }

  async #open(partition: string): Promise<Connection> {
    const connection = await this.#connect(partition);
    this.#connections.set(partition, connection);
    return connection;
  }

  /** A request to a paused broker outlasts an interrupt by its whole time-out: give it up as unknown. */
  #unlessInterrupted(request: Promise<SendOutcome>): Promise<SendOutcome> {
    return new Promise((resolve, reject) => {
      const giveUp = (error: string) => resolve({ status: 'unknown', error });
      const ms = this.#giveUpMs;
      const timer = ms === undefined ? undefined : setTimeout(() => giveUp(`no answer within ${ms} ms`), ms);
      this.#interrupt = () => giveUp('interrupted');
      request.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  /** The request may still be under way: what comes next must not look as if it came after it. */
  #replace(partition: string): void {
    this.#process = this.#context.nextProcess();
    this.#close(partition);
  }

  /** A client waits for its pending requests before it closes, so nobody waits for that but the end. */
  #close(partition: string): void {
    const closing = this.#connections.get(partition)?.close();
    this.#connections.delete(partition);
    if (!closing) return;
    this.#closing.add(closing);
    void closing.finally(() => this.#closing.delete(closing));
  }

  readonly #onAbort = (): void => this.#interrupt();

  async [Symbol.asyncDispose](): Promise<void> {
    const { signal } = this.#context;
    signal.removeEventListener('abort', this.#onAbort);
    for (const partition of [...this.#connections.keys()]) this.#close(partition);
    // After an interrupt the nodes are killed next, which ends what is pending.
    if (!signal.aborted) await Promise.all(this.#closing);
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
  readonly acks: number;
}

/** The status and what else the outcome and the acks say. With acks=0 nobody knows, and nothing went wrong. */
function endingOf(outcome: SendOutcome, acks: number): Pick<EventOf<'op'>, 'status' | 'acks' | 'error'> {
  const asked = acks === -1 ? {} : { acks };
  if (outcome.status === 'ok') return { status: 'ok', ...asked };
  if (outcome.status === 'unasked') return { status: 'unknown', ...asked };
  return { status: outcome.status, ...asked, error: outcome.error };
}

function opOf({ process, start, end, step, partition, records, outcome, acks }: Request): EventOf<'op'> {
  const actions = sendActions(partition, records, outcome);
  return { type: 'op', process, f: 'send', start, end, actions, step, ...endingOf(outcome, acks) };
}

/** The records of a request as the history has them, each with its offset where the outcome tells it. */
export function sendActions(
  partition: string,
  records: readonly OutgoingRecord[],
  outcome: SendOutcome,
): EventOf<'op'>['actions'] {
  const baseOffset = outcome.status === 'ok' ? outcome.baseOffset : null;
  return records.map(({ key, value, isTombstone }, index) => ({
    send: {
      to: partition,
      key,
      value,
      ...(baseOffset === null ? {} : { offset: baseOffset + index }),
      ...(isTombstone ? { tombstone: true } : {}),
    },
  }));
}
