import type { LoadClient, StepContext } from '../../../../steps/step.ts';
import type { OutgoingRecord, Transactor } from '../../../system.ts';
import {
  performTransaction,
  recordCrash,
  type TransactionEnd,
  type TransactionOutcome,
  type TransactionPart,
} from './transactions.ts';

/** A producer lives until a transaction of it goes wrong; the next one gets a new producer, and a new process in the history. */
export class Transacting implements AsyncDisposable {
  readonly #context: StepContext;
  readonly #open: () => Promise<Transactor>;
  readonly #name: string;
  #current: { readonly transactor: Transactor; readonly process: number } | undefined;

  #performing: Promise<unknown> = Promise.resolve();

  constructor(context: StepContext, name: string, open: () => Promise<Transactor>) {
    this.#context = context;
    this.#name = name;
    this.#open = open;
    context.signal.addEventListener('abort', this.#onAbort);
  }

  async perform(parts: readonly TransactionPart[], end: TransactionEnd): Promise<TransactionOutcome> {
    this.#current ??= { transactor: await this.#open(), process: this.#context.nextProcess() };
    const current = this.#current;
    const performing = performTransaction(this.#context, { ...current, parts, end });
    this.#performing = performing.catch(() => undefined);
    const outcome = await performing;
    const isUsable = outcome.status === 'ok' || (outcome.status === 'fail' && outcome.error === 'aborted');
    if (!isUsable && this.#current === current) await this.#close();
    return outcome;
  }

  /** Its process, while it has one. */
  clients(): readonly LoadClient[] {
    const current = this.#current;
    if (!current) return [];
    return [{ name: this.#name, kill: () => this.#kill(current) }];
  }

  async #kill(current: { readonly transactor: Transactor; readonly process: number }) {
    if (this.#current === current) this.#current = undefined;
    const exit = await current.transactor.kill();
    // What it was in the middle of has its outcome before its death is told.
    await this.#performing;
    recordCrash(this.#context, current.process);
    return exit;
  }

  async #close(): Promise<void> {
    const closing = this.#current;
    this.#current = undefined;
    await closing?.transactor[Symbol.asyncDispose]();
  }

  // A request to a paused broker would outlast an interrupt.
  readonly #onAbort = (): void => void this.#current?.transactor.kill();

  async [Symbol.asyncDispose](): Promise<void> {
    this.#context.signal.removeEventListener('abort', this.#onAbort);
    await this.#close();
  }
}

/** The records of one transaction take turns over the partitions. */
export function partsOf(
  partitions: readonly string[],
  records: number,
  next: () => OutgoingRecord,
): TransactionPart[] {
  const count = (index: number) => Math.floor((records + partitions.length - 1 - index) / partitions.length);
  return partitions
    .map((partition, index) => ({ partition, records: Array.from({ length: count(index) }, next) }))
    .filter((part) => part.records.length > 0);
}
