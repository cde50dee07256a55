import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { HarnessError } from '../../errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Machine, Process } from '../../machines/machine.ts';
import type { Trainee, Training } from './training.ts';

const startBudgetMs = 120_000;
// The JVM shuts the node down and then writes the archive: 2-6 s, more on a busy machine.
const exitBudgetMs = 60_000;

/** What a training needs beyond its plan. */
export interface TrainOptions {
  /** An archive fits only the JDK that made it: this host, or a container of the image. Disposing it ends what runs. */
  readonly machine: Machine;
  readonly signal: AbortSignal;
  /** Done once all are up. When it fails, the archives only hold less. */
  readonly exercise?: () => Promise<void>;
}

/** Starts each kind of process once for real, ends it normally, and so gets an archive of each. */
export async function train(training: Training, options: TrainOptions): Promise<void> {
  const { machine } = options;
  for (const [file, content] of Object.entries(training.files)) await machine.write(file, content);
  await trainInOrder(training.trainees, options);
}

/** One within the other: ZooKeeper must outlive those who need it. */
async function trainInOrder([trainee, ...others]: readonly Trainee[], options: TrainOptions): Promise<void> {
  const { machine, signal, exercise } = options;
  if (!trainee) return exercise?.().catch(() => signal.throwIfAborted());
  for (const argv of trainee.before ?? []) await mustRun(argv, options);
  await mustRun(['mkdir', '-p', posix.dirname(trainee.archive)], options);
  const process = await machine.spawn({ argv: trainee.argv, output: `${trainee.name}.log` });
  await untilReady(trainee, process, signal);
  await trainInOrder(others, options);
  await process.signal('SIGTERM');
  await untilGone(trainee, process, signal);
  const written = await machine.stat(trainee.archive);
  if (!written?.bytes) throw new HarnessError(`${trainee.name} wrote no archive: ${await lastLine(process)}`);
}

async function untilReady({ name, ready }: Trainee, process: Process, signal: AbortSignal): Promise<void> {
  await waitUntil({
    what: `${name} of the training run is up`,
    budgetMs: startBudgetMs,
    signal,
    look: async () => {
      // Asked first: what it printed before its end is then in the file.
      const state = await process.state();
      if (ready.test(await readFile(process.outputFile, 'utf8'))) return { done: true };
      const seen = await lastLine(process);
      if (state === 'gone') throw new HarnessError(`${name} exited: ${seen}`);
      return { seen };
    },
  });
}

async function untilGone({ name }: Trainee, process: Process, signal: AbortSignal): Promise<void> {
  await waitUntil({
    what: `${name} of the training run has ended`,
    budgetMs: exitBudgetMs,
    signal,
    look: async () => ((await process.state()) === 'gone' ? { done: true } : { seen: 'still running' }),
  });
  await process.exited;
}

async function mustRun(argv: readonly string[], { machine, signal }: TrainOptions): Promise<void> {
  const { exitCode, stderr } = await machine.exec(argv, { signal });
  if (exitCode !== 0) throw new HarnessError(`${argv[0]} failed in the training run: ${stderr.trim()}`);
}

async function lastLine({ outputFile }: Process): Promise<string> {
  return (await readFile(outputFile, 'utf8')).trimEnd().split('\n').at(-1) || 'it printed nothing';
}
