import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Job, Queue, QueueEvents } from 'bullmq';
import { z } from 'zod';
import { HarnessError, messageOf, UserError } from '../../errors.ts';
import { isOneName, unsafeFromAfar } from '../../scenario/index.ts';
import type { MatrixTask } from '../matrix.ts';
import type { QueueAddress } from './address.ts';
import { packedBytesMax, unpackFolder } from './archive.ts';
import { connected, outageTeller, queueLibraries, queueName } from './connect.ts';
import { jobOf } from './job.ts';
import { archiveKey, keptSeconds } from './keys.ts';
import { type Refusals, watchRefusals } from './refusals.ts';

export interface HandOutOptions {
  readonly address: QueueAddress;
  /** The folder of the matrix: results of this one are picked up again by whoever goes on with it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** The cell's scenario with all that is laid over it, and its labels. */
  readonly cellOf: (task: MatrixTask) => {
    readonly text: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly tell: (text: string) => void;
}

/** A run that a worker did: its folder, here now, and how long the worker took. */
export interface FetchedRun {
  readonly folder: string;
  readonly tookMs: number;
}

/** The matrix' side of a queue. Disposing takes back what no worker has begun. */
export interface HandOut extends AsyncDisposable {
  /** Has a worker run the cell; a UserError when none of them can. */
  run(task: MatrixTask, tries: number): Promise<FetchedRun>;
  /** How many workers there were at the last look. */
  workers(): number;
}

const answerSchema = z.strictObject({
  folder: z.string().max(300).refine(isOneName),
  tookMs: z.number().nonnegative(),
});

/** Opens the queue, a UserError when it can't be. */
export async function openHandOut(options: HandOutOptions): Promise<HandOut> {
  const { address, folder, signal, tell } = options;
  const { Queue, QueueEvents } = await queueLibraries();
  const client = await connected(address);
  const outage = outageTeller(address, tell);
  client.on('error', outage.onError).on('ready', outage.onReady);
  const connection = { ...address.options, maxRetriesPerRequest: null };
  const queue = new Queue(queueName, { connection });
  const events = new QueueEvents(queueName, { connection });
  queue.on('error', outage.onError);
  events.on('error', outage.onError);
  events.setMaxListeners(0);
  queue.setMaxListeners(0);
  const refusals = watchRefusals({ queue, events, tell });
  const ids = new Set<string>();
  const parts: Parts = { ...options, queue, events, refusals, client, ids, prefix: prefixOf(folder) };
  return {
    run: (task, tries) => runOnQueue(task, tries, parts),
    workers: refusals.workers,
    async [Symbol.asyncDispose]() {
      refusals.stop();
      if (signal.aborted && client.status === 'ready') await takeBack(queue, ids);
      await Promise.allSettled([queue.close(), events.close()]);
      client.disconnect();
    },
  };
}

interface Parts extends HandOutOptions {
  readonly queue: Queue;
  readonly events: QueueEvents;
  readonly refusals: Refusals;
  readonly client: Awaited<ReturnType<typeof connected>>;
  readonly ids: Set<string>;
  readonly prefix: string;
}

/** The same for whoever goes on with that folder, and another one for every other. */
function prefixOf(folder: string): string {
  return createHash('sha256')
    .update(`${hostname()} ${resolve(folder)}`)
    .digest('hex')
    .slice(0, 12);
}

async function runOnQueue(task: MatrixTask, tries: number, parts: Parts): Promise<FetchedRun> {
  const reasons = unsafeFromAfar(task.plan);
  if (reasons.length > 0) throw new UserError(`it can't be handed to other machines: ${reasons.join('; ')}`);
  const job = await handedOut(`${parts.prefix}-${task.digest}-${task.round}-${tries}`, task, parts);
  parts.ids.add(job.id ?? '');
  try {
    const answer = await ended(job, parts);
    return await fetched(answer, job, task, parts);
  } catch (error) {
    parts.signal.throwIfAborted();
    // With what went wrong in it, the next one who goes on would meet it again and not run anything.
    await job.remove().catch(() => undefined);
    throw error;
  }
}

/** Hands the cell out; what a worker did of it meanwhile, while nobody was listening, counts. */
async function handedOut(jobId: string, task: MatrixTask, { queue, cellOf }: Parts): Promise<Job> {
  const before = await queue.getJob(jobId);
  if (await before?.isFailed()) await before?.remove();
  const { labels, text } = cellOf(task);
  const kept = { age: keptSeconds };
  const job = jobOf(task.plan, { labels, scenario: text });
  return queue.add(task.name, job, { jobId, attempts: 1, removeOnComplete: kept, removeOnFail: kept });
}

/** What the worker answers; throws what it failed of, that nobody can run it, or the interrupt. */
async function ended(job: Job, { events, refusals, signal }: Parts): Promise<unknown> {
  const stop = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { signal: stop.signal });
    if (signal.aborted) onAbort();
  });
  const finished = job.waitUntilFinished(events).catch((error: unknown) => {
    throw new HarnessError(messageOf(error));
  });
  // Whichever comes later is heard by nobody, and is no failure of this process.
  finished.catch(() => undefined);
  try {
    return await Promise.race([finished, aborted, refusals.byAll(job, stop.signal)]);
  } finally {
    stop.abort();
  }
}

async function fetched(
  answer: unknown,
  job: Job,
  { plan }: MatrixTask,
  { client, folder: matrixFolder }: Parts,
): Promise<FetchedRun> {
  const { folder: name, tookMs } = answerSchema.parse(answer);
  const key = archiveKey(job.id ?? '');
  if ((await client.strlen(key)) > packedBytesMax)
    throw new HarnessError('what the worker sent is too large');
  const packed = await client.getBuffer(key);
  if (packed === null)
    throw new HarnessError('what the worker sent is not in the queue any more; run it again');
  const scenario = plan.variant === null ? plan.name : `${plan.name}.${plan.variant}`;
  const folder = join(matrixFolder, 'runs', scenario, name);
  await unpackFolder(packed, folder);
  await client.del(key);
  await job.remove().catch(() => undefined);
  return { folder, tookMs };
}

/** Jobs that a worker runs just now are locked: they go on, and what comes of them is kept for a day. */
async function takeBack(queue: Queue, ids: ReadonlySet<string>): Promise<void> {
  await Promise.all([...ids].map((id) => queue.remove(id).catch(() => undefined)));
}
