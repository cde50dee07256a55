import type { Machine } from '../../machines/machine.ts';
import { archiveBeside } from './archive-beside.ts';
import { train } from './train.ts';
import type { Trained } from './training.ts';

export interface MachineTraining {
  readonly trained: Trained;
  readonly machine: Machine;
  /** Where the machine has the jars; the archives are put there. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** One real start of each kind of process on a machine whose JDK is not this host's: inside an image that is made. */
export async function trainOnMachine({ trained, machine, folder, signal }: MachineTraining): Promise<void> {
  const work = `${machine.folder}/training`;
  const training = trained.plan({
    softwareFolder: folder,
    java: 'java',
    folder: work,
    host: '127.0.0.1',
    ports: [19_092, 19_093],
  });
  await train(training, { machine, signal });
  for (const { name, archive } of training.trainees) {
    await machine.exec(['mv', archive, archiveBeside(folder, name)], { signal });
  }
  await machine.remove(work);
}
