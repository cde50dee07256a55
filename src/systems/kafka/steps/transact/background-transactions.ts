import { countText } from '../../../../lib/words.ts';
import { everyMs } from '../../../../steps/every-ms.ts';
import { runInBackground } from '../../../../steps/in-background.ts';
import type { LoadResult, StepContext } from '../../../../steps/step.ts';
import { outgoingRecord, type RecordOptions } from '../../../../steps/workload-args.ts';
import { partsOf, Transacting } from './transacting.ts';
import { type TransactionEnd, type TransactionOutcome, tryOpenTransactor } from './transactions.ts';

export interface TransactingOptions extends RecordOptions {
  readonly name: string;
  /** Transactions a second, of all producers together. */
  readonly ratePerSecond: number;
  readonly producers: number;
  readonly records: number;
  readonly ends: readonly TransactionEnd[];
  readonly id: string;
  readonly timeoutMs: number;
  readonly partitions: readonly string[];
}

const backoffMs = 200;
/** A transaction under way gets so long to end once it is stopped; then its producer is killed, as after a crash. */
const lastTransactionMsMax = 15_000;

/** Several transactional producers, each with an id and a process of its own, until they are stopped. */
export function startTransacting(context: StepContext, options: TransactingOptions): void {
  const { name, producers } = options;
  const outcomes: TransactionOutcome[] = [];
  const round = context.nextRound();
  let sequence = 0;
  const next = () => outgoingRecord(options, round, sequence++);
  let all: readonly Transacting[] = [];
  const workWith = async (transacting: Transacting, first: number, ending: AbortSignal) => {
    await using _closing = transacting;
    using _late = killLate(transacting, ending);
    const { clock } = context;
    for await (const turn of everyMs((1000 * producers) / options.ratePerSecond, { clock, ending })) {
      const end = options.ends[(turn + first) % options.ends.length] ?? 'commit';
      outcomes.push(await transacting.perform(partsOf(options.partitions, options.records, next), end));
    }
  };
  runInBackground(context, {
    name,
    what: `the transactions ${name}`,
    clients: () => all.flatMap((transacting) => transacting.clients()),
    result: () => resultOf(outcomes, producers),
    async work(ending) {
      all = Array.from({ length: producers }, (_, index) => producerOf(context, options, index + 1, ending));
      await Promise.all(all.map((transacting, index) => workWith(transacting, index, ending)));
    },
  });
}

/** Opening it goes on until it is there, or nobody wants it any more. */
function producerOf(
  context: StepContext,
  { name, id, timeoutMs, producers }: TransactingOptions,
  number: number,
  ending: AbortSignal,
): Transacting {
  const suffix = producers === 1 ? '' : `-${number}`;
  return new Transacting(context, `${name}${suffix}`, async () => {
    for (;;) {
      ending.throwIfAborted();
      const look = await tryOpenTransactor(context, { id: `${id}${suffix}`, timeoutMs });
      if ('done' in look) return look.done;
      await context.clock.sleep(backoffMs, ending);
    }
  });
}

function killLate(transacting: Transacting, ending: AbortSignal): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const kill = () => {
    for (const client of transacting.clients()) void client.kill();
  };
  const onEnding = () => {
    timer = setTimeout(kill, lastTransactionMsMax);
  };
  ending.addEventListener('abort', onEnding, { once: true });
  return {
    [Symbol.dispose]() {
      ending.removeEventListener('abort', onEnding);
      clearTimeout(timer);
    },
  };
}

function resultOf(outcomes: readonly TransactionOutcome[], producers: number): LoadResult {
  const of = (status: TransactionOutcome['status']) =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const by = producers === 1 ? '' : ` by ${producers} producers`;
  const unknown = of('unknown') > 0 ? `, ${of('unknown')} unknown` : '';
  const text = `${of('ok')} committed, ${of('fail')} not${unknown} of ${countText(outcomes.length, 'transaction')}${by}`;
  return { didWork: of('ok') > 0, text };
}
