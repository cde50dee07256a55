import type { Machine } from '../../../machines/machine.ts';
import type { KafkaSoftware } from './part.ts';
import { train } from './train.ts';
import { planTraining } from './training.ts';

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
  await train(training, { machine, signal });
  for (const { name, archive } of training.trainees) {
    await machine.exec(['mv', archive, `${folder}/${archiveNames[name]}`], { signal });
  }
  await machine.remove(work);
}
