import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HarnessError } from '../../../errors.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import type { Trainee, Training } from './training.ts';

const startBudgetMs = 120_000;
// The JVM shuts the node down and then writes the archive: 2-6 s, more on a busy machine.
const exitBudgetMs = 60_000;

/** What a training needs beyond its plan. */
export interface TrainOptions {
  readonly signal: AbortSignal;
  /** For every child: the marks by which leftovers of a killed tool are found. */
  readonly env: Readonly<Record<string, string>>;
  /** Done once all are up. When it fails, the archives only hold less. */
  readonly exercise: () => Promise<void>;
}

/** Starts each kind of process once for real, ends it normally, and so gets an archive of each. */
export async function train(training: Training, options: TrainOptions): Promise<void> {
  for (const [file, content] of Object.entries(training.files)) await write(file, content);
  for (const argv of training.before) await run(argv, options);
  await trainInOrder(training.trainees, options);
}

/** One within the other: ZooKeeper must outlive the broker. */
async function trainInOrder([trainee, ...others]: readonly Trainee[], options: TrainOptions): Promise<void> {
  if (!trainee) return options.exercise().catch(() => options.signal.throwIfAborted());
  await mkdir(dirname(trainee.archive), { recursive: true });
  const { execa } = await import('execa');
  const child = start(execa, trainee.argv, options);
  try {
    await untilReady(trainee, child, options);
    await trainInOrder(others, options);
    child.process.kill('SIGTERM');
    await child.process;
  } finally {
    child.process.kill('SIGKILL');
    await child.process;
  }
  await checkArchive(trainee, child.output());
}

async function untilReady(
  trainee: Trainee,
  { process, output }: Child,
  { signal }: TrainOptions,
): Promise<void> {
  await waitUntil({
    what: `${trainee.name} of the training run is up`,
    budgetMs: startBudgetMs,
    signal,
    look: async () => {
      if (trainee.ready.test(output())) return { done: true };
      if (process.exitCode !== null) throw new HarnessError(`${trainee.name} exited: ${lastLine(output())}`);
      return { seen: lastLine(output()) };
    },
  });
}

type Child = ReturnType<typeof start>;

function start(
  execa: typeof import('execa').execa,
  [program = '', ...args]: readonly string[],
  { signal, env }: TrainOptions,
) {
  const process = execa(program, args, {
    env,
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: signal,
    killSignal: 'SIGKILL',
    forceKillAfterDelay: exitBudgetMs,
  });
  let output = '';
  process.all.on('data', (chunk) => {
    output += String(chunk);
  });
  return { process, output: () => output };
}

async function run(argv: readonly string[], options: TrainOptions): Promise<void> {
  const { execa } = await import('execa');
  const { process, output } = start(execa, argv, options);
  const { failed } = await process;
  options.signal.throwIfAborted();
  if (failed) throw new HarnessError(`${argv.at(-1)}: ${lastLine(output())}`);
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

async function checkArchive({ name, archive }: Trainee, output: string): Promise<void> {
  const found = await stat(archive).catch(() => null);
  if (!found?.size) throw new HarnessError(`${name} wrote no archive: ${lastLine(output)}`);
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1) || 'it printed nothing';
}
