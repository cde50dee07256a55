import { readFile } from 'node:fs/promises';
import { HarnessError } from '../../../errors.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import type { Machine, Process } from '../../../machines/machine.ts';
import type { KafkaSoftware } from './software.ts';
import { planTraining, type Trainee } from './training.ts';

const startBudgetMs = 120_000;
// The JVM shuts the node down and then writes the archive: 2-6 s, more on a busy machine.
const exitBudgetMs = 60_000;

/** What nodes look for beside their jars. */
const archiveNames = { broker: 'kafka.jsa', zookeeper: 'zookeeper.jsa' } as const;

export interface MachineTraining {
  readonly software: KafkaSoftware;
  readonly machine: Machine;
  /** Where the machine has the jars; the archives are put there. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** One real start of each kind of process on a machine whose JDK is not this host's: inside an image that is made. */
export async function trainOnMachine({ software, machine, folder, signal }: MachineTraining): Promise<void> {
  const work = `${machine.folder}/training`;
  const training = planTraining({
    software,
    softwareFolder: folder,
    java: 'java',
    metadata: software.zookeeper ? 'zookeeper' : 'kraft',
    folder: work,
    host: '127.0.0.1',
    ports: [19_092, 19_093],
  });
  for (const [file, content] of Object.entries(training.files)) await machine.write(file, content);
  await must(machine, ['mkdir', '-p', `${work}/whole`], signal);
  for (const argv of training.before) await must(machine, argv, signal);
  await trainInOrder(machine, training.trainees, signal);
  for (const { name, archive } of training.trainees) {
    await must(machine, ['mv', archive, `${folder}/${archiveNames[name]}`], signal);
  }
  await machine.remove(work);
}

/** One within the other: ZooKeeper must outlive the broker. */
async function trainInOrder(
  machine: Machine,
  [trainee, ...others]: readonly Trainee[],
  signal: AbortSignal,
): Promise<void> {
  if (!trainee) return;
  const process = await machine.spawn({ argv: trainee.argv, output: `${trainee.name}.log` });
  await untilReady(trainee, process, signal);
  await trainInOrder(machine, others, signal);
  await process.signal('SIGTERM');
  await waitUntil({
    what: `${trainee.name} of the training run has ended`,
    budgetMs: exitBudgetMs,
    signal,
    look: async () => ((await process.state()) === 'gone' ? { done: true } : { seen: 'still running' }),
  });
  await process.exited;
}

async function untilReady(trainee: Trainee, process: Process, signal: AbortSignal): Promise<void> {
  await waitUntil({
    what: `${trainee.name} of the training run is up`,
    budgetMs: startBudgetMs,
    signal,
    look: async () => {
      const output = await readFile(process.outputFile, 'utf8');
      if (trainee.ready.test(output)) return { done: true };
      const last = output.trimEnd().split('\n').at(-1) || 'it printed nothing';
      if ((await process.state()) === 'gone') throw new HarnessError(`${trainee.name} exited: ${last}`);
      return { seen: last };
    },
  });
}

async function must(machine: Machine, argv: readonly string[], signal: AbortSignal): Promise<void> {
  const { exitCode, stderr } = await machine.exec(argv, { signal });
  if (exitCode !== 0) throw new HarnessError(`${argv[0]} failed in the training run: ${stderr.trim()}`);
}
