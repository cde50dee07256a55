import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import type { Job, Worker } from 'bullmq';
import { messageOf, UserError } from '../../errors.ts';
import { printable } from '../../lib/printable.ts';
import type { Plan } from '../../plan.ts';
import type { RunResult } from '../../reports/report.ts';
import { placeFor } from '../../run/begin.ts';
import type { QueueAddress } from './address.ts';
import { packFolder } from './archive.ts';
import { connected, outageTeller, queueLibraries, queueName } from './connect.ts';
import { OtherVersion, planOfJob } from './job.ts';
import { archiveKey, keptSeconds, refusalsOf } from './keys.ts';

export interface WorkOptions {
  readonly address: QueueAddress;
  /** How many runs at the same time. */
  readonly jobs: number;
  /** Where nodes run when the matrix leaves that open. */
  readonly runtime: string;
  readonly signal: AbortSignal;
  readonly runOne: (plan: Plan) => Promise<RunResult>;
  /** Hears what a job came to: the plan, or words for what is none. */
  readonly tell: (text: string, tone: 'plain' | 'warn' | 'dim') => void;
}

// A worker that was killed has its cell given to another after this, when the next look comes.
const lockMs = 30_000;
const stalledLookMs = 10_000;
/** So often a cell may lose its worker; then it is more likely that the cell kills workers. */
const stalledMax = 3;
const giveBackMs = 2000;

/** Takes cells from the queue until the signal; answers with how many were run. What is under way then is given back. */
export async function workQueue(options: WorkOptions): Promise<number> {
  const { address, jobs, signal, tell } = options;
  const { Worker, ...errors } = await queueLibraries();
  const client = await connected(address);
  const outage = outageTeller(address, (text) => tell(text, 'warn'));
  client.on('error', outage.onError).on('ready', outage.onReady);
  const name = `${hostname()}-${process.pid}-${randomUUID().slice(0, 4)}`;
  const desk: Desk = { ...options, ...errors, client, name };
  let ran = 0;
  const worker: Worker = new Worker(
    queueName,
    async (job, token = '') => {
      const answer = await work(job, token, desk);
      ran += 1;
      return answer;
    },
    {
      name,
      connection: { ...address.options, maxRetriesPerRequest: null },
      concurrency: jobs,
      lockDuration: lockMs,
      stalledInterval: stalledLookMs,
      maxStalledCount: stalledMax,
    },
  );
  worker.on('error', outage.onError);
  tell(`worker ${name} waits for cells at ${address.shown}`, 'dim');
  await untilAborted(signal);
  // A Redis that is gone answers no goodbye.
  await worker.close(client.status !== 'ready');
  client.disconnect();
  return ran;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}

interface Desk extends WorkOptions {
  readonly client: Awaited<ReturnType<typeof connected>>;
  readonly name: string;
  readonly DelayedError: new () => Error;
  readonly WaitingError: new () => Error;
  readonly UnrecoverableError: new (message: string) => Error;
}

async function work(job: Job, token: string, desk: Desk) {
  const { signal, runOne, tell, name } = desk;
  const refusedBy = refusalsOf(job.progress);
  if (name in refusedBy) return leave(job, token, desk);
  const plan = await planHere(job, desk);
  if ('why' in plan) {
    tell(`${plan.title}  left to others: ${plan.why}`, 'warn');
    await job.updateProgress({ refusedBy: { ...refusedBy, [name]: plan.why } });
    return leave(job, token, desk);
  }
  const startedAt = performance.now();
  try {
    const result = await runOne(plan);
    signal.throwIfAborted();
    return await sent(result, job, startedAt, desk);
  } catch (error) {
    if (!signal.aborted) throw new desk.UnrecoverableError(messageOf(error));
    tell(`${titleOf(job.name)}  given back`, 'warn');
    await job.moveToWait(token);
    throw new desk.WaitingError();
  }
}

/** The plan of the job, or why this worker is not the one for it. Throws when no worker is. */
async function planHere(
  { data, name }: Job,
  desk: Desk,
): Promise<Plan | { readonly why: string; readonly title: string }> {
  const title = titleOf(name);
  try {
    const made = planOfJob(data);
    const plan = made.runtime === 'auto' ? { ...made, runtime: desk.runtime } : made;
    return await placeFor(plan).then(
      () => plan,
      (error: unknown) => ({ why: messageOf(error), title }),
    );
  } catch (error) {
    if (error instanceof OtherVersion) return { why: error.message, title };
    if (!(error instanceof UserError)) throw error;
    desk.tell(`${title}  refused: ${printable(error.message)}`, 'warn');
    throw new desk.UnrecoverableError(error.message);
  }
}

/** Anybody may have written it. */
function titleOf(name: string): string {
  return printable(name.slice(0, 200));
}

/** Later, so that others see it first. */
async function leave(job: Job, token: string, { DelayedError }: Desk): Promise<never> {
  await job.moveToDelayed(Date.now() + giveBackMs, token);
  throw new DelayedError();
}

async function sent({ folder }: RunResult, job: Job, startedAt: number, { client }: Desk) {
  const tookMs = performance.now() - startedAt;
  if (folder === null) throw new UserError('the run has no folder');
  await client.set(archiveKey(job.id ?? ''), await packFolder(folder), 'EX', keptSeconds);
  return { folder: basename(folder), tookMs };
}
