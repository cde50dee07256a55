import type { EventOf, StepContext } from '../../../../steps/step.ts';
import type { ConsumerListener, Isolation } from '../../../system.ts';
import { recordCrash } from '../transact/transactions.ts';

export interface ReaderOptions {
  /** All that its group shares, or all that it is assigned. */
  readonly partitions: readonly string[];
  readonly by: 'subscribe' | 'assign';
  readonly isolation: Isolation;
}

/** One consumer as the history tells it: each batch that it is handed is one poll, and partitions that moved are told of the next one. */
export class Reader implements ConsumerListener {
  readonly #context: StepContext;
  readonly #options: ReaderOptions;
  readonly #process: number;
  readonly #positions = new Map<string, number>();
  #last: number;
  #rebalanced: readonly string[] = [];
  #joins = 0;
  #count = 0;
  #crash: Error | null = null;

  constructor(context: StepContext, options: ReaderOptions) {
    this.#context = context;
    this.#options = options;
    this.#process = context.nextProcess();
    this.#last = context.now();
  }

  get count(): number {
    return this.#count;
  }

  get joins(): number {
    return this.#joins;
  }

  /** Why it does not go on, as far as it does not; null again once it is back in its group. */
  get crash(): Error | null {
    return this.#crash;
  }

  onAssigned(assigned: readonly string[]): void {
    const { by, partitions } = this.#options;
    this.#joins += 1;
    this.#crash = null;
    if (this.#joins === 1) this.#record({ f: by, partitions: [...partitions] });
    else this.#rebalanced = assigned;
  }

  onRecords(partition: string, records: readonly (readonly [number, string])[]): void {
    const polled = records.map(([offset, value]): [number, string] => [offset, value]);
    this.#record({
      actions: [{ poll: { [partition]: polled } }],
      ...(this.#rebalanced.length > 0 ? { rebalanced: [...this.#rebalanced] } : {}),
      ...(this.#options.isolation === 'uncommitted' ? { isolation: 'uncommitted' } : {}),
    });
    this.#rebalanced = [];
    this.#count += records.length;
    this.#positions.set(partition, records.at(-1)?.[0] ?? -1);
  }

  onCrash(error: Error): void {
    this.#crash = error;
  }

  /** Its process is gone. */
  onKilled(): void {
    recordCrash(this.#context, this.#process);
  }

  /** Whether it was handed these offsets. */
  look(ends: ReadonlyMap<string, number>) {
    const at = (partition: string) => this.#positions.get(partition);
    const behind = [...ends].filter(([partition, end]) => (at(partition) ?? -1) < end);
    if (behind.length === 0) return { done: true as const };
    const seen = behind.map(([partition]) => `${partition} at ${at(partition) ?? 'nothing'}`).join(', ');
    return { seen: this.#crash ? `${seen}; the consumer crashed: ${this.#crash.message}` : seen };
  }

  #record(more: Partial<EventOf<'op'>>): void {
    const { now, record, step } = this.#context;
    const [start, end] = [this.#last, now()];
    const op = { type: 'op', process: this.#process, f: 'poll', status: 'ok' } as const;
    record({ ...op, start, end, actions: [], step, ...more });
    this.#last = end;
  }
}
