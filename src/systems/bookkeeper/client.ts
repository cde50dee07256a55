import { Inconclusive } from '../../errors.ts';
import { paddedTo, withoutPadding } from '../../lib/payload.ts';
import { unlessAborted } from '../../lib/wait-until.ts';
import type { Endpoint } from '../../machines/machine.ts';
import type { Client, PartitionRead, PartitionState, Producer } from '../system.ts';
import { type Answer, type Conversation, converse } from './conversation.ts';
import { ledgersLog, writerName } from './layout.ts';
import type { BookkeeperCluster } from './schema.ts';

const lookBudgetMs = 2000;
/** Recovery asks each bookie, and waits 5 s for one that does not answer. */
const openBudgetMs = 30_000;
/** BookKeeper's own time-out of an entry is 5 s, and it then looks for another bookie. */
const appendBudgetMs = 15_000;
const readBudgetMs = 60_000;

interface State {
  readonly available: readonly string[];
  readonly ledger?: number;
  readonly end: number;
}

interface LogRead {
  readonly records: readonly (readonly [position: number, value: string])[];
  readonly end: number;
}

export interface BookkeeperClientOptions {
  /** Where the ledger client listens. */
  readonly endpoint: Endpoint;
  readonly ledger: BookkeeperCluster['ledger'];
}

/** A client that asks the one process with BookKeeper's own. */
export function openBookkeeperClient({ endpoint, ledger }: BookkeeperClientOptions): Client {
  let looking: Promise<Conversation> | undefined;
  return {
    async partitions() {
      looking ??= converse(endpoint, lookBudgetMs);
      return [stateOf(okOf(await (await looking).ask<State>({ do: 'state' }, lookBudgetMs)))];
    },
    /** The first producer makes the first ledger. */
    async createTopics() {},
    producer: () => openProducer(endpoint, ledger),
    readToEnd: (_log, signal) => unlessAborted(readLog(endpoint), signal),
    async [Symbol.asyncDispose]() {
      const conversation = await looking?.catch(() => undefined);
      await conversation?.[Symbol.asyncDispose]();
    },
  };
}

/** Who writes leads the log: no bookie does. In sync are those that BookKeeper counts as available. */
function stateOf({ available, ledger, end }: State): PartitionState {
  return { partition: ledgersLog, leader: writerName, isr: available, epoch: ledger ?? null, end };
}

function okOf<T>(answer: Answer<T>): T {
  if ('ok' in answer) return answer.ok;
  throw new Inconclusive(answer.error);
}

/** A session of its own: the ledgers before are recovered, and a new one is made, unless somebody writes at the time. */
async function openProducer(endpoint: Endpoint, shape: BookkeeperCluster['ledger']): Promise<Producer> {
  const conversation = await converse(endpoint, lookBudgetMs);
  try {
    const request = { do: 'open', ...shape };
    const { ledger } = okOf(await conversation.ask<{ ledger: number }>(request, openBudgetMs));
    return producerTo(conversation, ledger);
  } catch (error) {
    await conversation[Symbol.asyncDispose]();
    throw error;
  }
}

/** Every entry is appended once. Only what never left the client is `fail`: after anything else it may be there. */
function producerTo(conversation: Conversation, ledger: number): Producer {
  return {
    async send([record]) {
      if (record === undefined) throw new TypeError('an entry is one record');
      const value = record.bytes ? paddedTo(record.value, record.bytes) : record.value;
      const request = { do: 'append', ledger, value };
      const answer = await conversation.ask<{ position: number }>(request, appendBudgetMs);
      if ('ok' in answer) return { status: 'ok', baseOffset: answer.ok.position };
      return { status: answer.isUnsent ? 'fail' : 'unknown', error: answer.error };
    },
    [Symbol.asyncDispose]: () => conversation[Symbol.asyncDispose](),
  };
}

async function readLog(endpoint: Endpoint): Promise<PartitionRead> {
  await using conversation = await converse(endpoint, lookBudgetMs);
  const answer = await conversation.ask<LogRead>({ do: 'read' }, readBudgetMs);
  if ('error' in answer) return { records: [], atEnd: null, why: answer.error };
  const records = answer.ok.records.map(([at, value]) => [at, withoutPadding(value)] as const);
  return { records, atStart: 0, atEnd: answer.ok.end };
}
