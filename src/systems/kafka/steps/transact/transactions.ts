import { Inconclusive, messageOf } from '../../../../errors.ts';
import { type Look, waitUntil } from '../../../../lib/wait-until.ts';
import { sendActions } from '../../../../steps/sender.ts';
import type { StepContext } from '../../../../steps/step.ts';
import {
  errorOf,
  type OutgoingRecord,
  type SendOutcome,
  type Transaction,
  type Transactor,
} from '../../../system.ts';

/** How a transaction shall end: `kill` is a SIGKILL of the producer's process before it asks for anything. */
export type TransactionEnd = 'commit' | 'abort' | 'kill';

/** What one partition gets. */
export interface TransactionPart {
  readonly partition: string;
  readonly records: readonly OutgoingRecord[];
}

/** A transaction as it ended: its op line's status, and how many of its records a broker had acknowledged before. */
export interface TransactionOutcome {
  readonly status: 'ok' | 'fail' | 'unknown';
  readonly appended: number;
  readonly error?: string;
}

/** Waits until the cluster gives this transactional id to a new producer. */
export function openTransactor(
  context: StepContext,
  target: { readonly id: string; readonly timeoutMs: number; readonly budgetMs: number },
): Promise<Transactor> {
  return waitUntil<Transactor>({
    ...context,
    what: `wait for a producer with the transactional id ${target.id}`,
    budgetMs: target.budgetMs,
    look: () => tryOpenTransactor(context, target),
  });
}

/** One try; tells why not. */
export async function tryOpenTransactor(
  { cluster, signal }: StepContext,
  target: { readonly id: string; readonly timeoutMs: number },
): Promise<Look<Transactor>> {
  try {
    await using client = await cluster.client(signal);
    if (!client.transactor) return { seen: 'this system has no transactions' };
    return { done: await client.transactor(target) };
  } catch (error) {
    signal.throwIfAborted();
    return { seen: messageOf(error) };
  }
}

/** Performs one transaction and records it as one op line, and the producer's death as another. */
export async function performTransaction(
  context: StepContext,
  { transactor, process, parts, end }: Asked & { readonly transactor: Transactor; readonly process: number },
): Promise<TransactionOutcome> {
  const { now, record, step } = context;
  const start = now();
  const sent = new Map<TransactionPart, SendOutcome>();
  const outcome = await transactAll(transactor, { parts, end, sent }).catch((error: unknown) => {
    if (error instanceof Inconclusive) throw error;
    return { status: 'fail' as const, error: messageOf(error) };
  });
  // What was never sent, as an earlier part had failed, is no action.
  const actions = [...sent].flatMap(([part, how]) => sendActions(part.partition, part.records, how));
  record({ type: 'op', process, f: 'txn', start, end: now(), actions, step, ...outcome });
  if (end === 'kill') recordCrash(context, process);
  return {
    ...outcome,
    appended: [...sent].reduce(
      (sum, [part, { status }]) => sum + (status === 'ok' ? part.records.length : 0),
      0,
    ),
  };
}

/** A client that died: its process in the history never goes on. */
export function recordCrash({ now, record, step }: StepContext, process: number): void {
  record({ type: 'op', process, f: 'crash', status: 'ok', start: now(), end: now(), actions: [], step });
}

interface Asked {
  readonly parts: readonly TransactionPart[];
  readonly end: TransactionEnd;
}

interface Work extends Asked {
  readonly sent: Map<TransactionPart, SendOutcome>;
}

/**
 * Only a transaction that was asked to commit can be committed: until then every end of it is a `fail`, also when
 * nobody confirmed the abort, for the cluster aborts what is left behind. An unconfirmed commit is unknown.
 */
async function transactAll(
  transactor: Transactor,
  { parts, end, sent }: Work,
): Promise<Omit<TransactionOutcome, 'appended'>> {
  const transaction = await transactor.begin();
  for (const part of parts) {
    const outcome = await transaction.send(part.partition, part.records);
    sent.set(part, outcome);
    if (outcome.status !== 'ok')
      return { status: 'fail', error: `${errorOf(outcome)}; ${await abortText(transaction)}` };
  }
  if (end === 'commit') return commit(transaction);
  if (end === 'abort') return { status: 'fail', error: await abortText(transaction) };
  const { signal, pid } = await transactor.kill();
  if (signal !== 'SIGKILL')
    throw new Inconclusive(`the process ${pid} of the producer had ended by itself before it was killed`);
  return { status: 'fail', error: `its process ${pid} was killed (SIGKILL) before it asked for a commit` };
}

async function commit(transaction: Transaction): Promise<Omit<TransactionOutcome, 'appended'>> {
  try {
    await transaction.commit();
    return { status: 'ok' };
  } catch (error) {
    return { status: 'unknown', error: `the commit was not confirmed: ${messageOf(error)}` };
  }
}

async function abortText(transaction: Transaction): Promise<string> {
  try {
    await transaction.abort();
    return 'aborted';
  } catch (error) {
    return `the abort was not confirmed: ${messageOf(error)}`;
  }
}
