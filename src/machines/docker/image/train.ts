import { join } from 'node:path';
import { messageOf } from '../../../errors.ts';
import type { MachineSpec, RuntimeContext, Software } from '../../machine.ts';
import { type EngineContext, ownLabel, runLabel } from '../client.ts';
import { type ContainerPlace, containerName } from '../container.ts';
import { dockerMachine } from '../machine.ts';
import { hasImage } from './base.ts';
import { tagLabel } from './nameless.ts';

export interface ImageTraining extends EngineContext, Pick<RuntimeContext, 'tempFolder'> {
  readonly software: Software;
  /** Where the image has the software. */
  readonly folder: string;
  readonly place: ContainerPlace;
  /** The image to make: the one of `place`, trained. */
  readonly tag: string;
}

// A training run archives classes beside a whole heap.
const memoryMb = 1536;

const machineName = 'training';

/**
 * Lets the software train itself in a container and keeps the container's files as the image: an archive fits only
 * the JDK that made it. Answers false when that failed; nothing depends on it, starts only take longer.
 */
export async function trainImage(training: ImageTraining): Promise<boolean> {
  const { engine, software, folder, place, tag, signal, onProgress } = training;
  if (!software.train) return false;
  onProgress(
    `${software.title}: one start inside the image to archive its classes, so that later ones are faster`,
  );
  const spec: MachineSpec = {
    name: machineName,
    ports: [],
    memoryMb,
    outputFolder: join(training.tempFolder, 'training'),
    powers: [],
  };
  try {
    await using machine = await dockerMachine({ engine, spec, place });
    await software.train({ machine, folder, signal });
    await commit(training);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    onProgress(`no class-data archive in ${tag}, nodes start without: ${messageOf(error)}`);
    return false;
  }
}

async function commit({ engine, place, tag }: ImageTraining): Promise<void> {
  // Another run may have been faster: its image is as good, and ours would leave it behind without a name.
  if (await hasImage(engine, tag)) return;
  const [repo, version] = tag.split(':');
  await engine.getContainer(containerName(place.runId, machineName)).commit({
    repo,
    tag: version,
    // The marks of a run are not for an image.
    changes: `LABEL ${ownLabel}=image ${runLabel}= ${tagLabel}=${tag}\nENV FSYNC_LAB_RUN=`,
  });
}
