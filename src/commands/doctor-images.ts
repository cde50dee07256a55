import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { newRunId } from '../lib/run-id.ts';
import { askDaemon, openAnsweringEngine } from '../machines/docker/daemon.ts';
import { lookForImages } from '../machines/docker/image/images.ts';
import { tryDiskInDocker } from '../machines/docker/try-disk.ts';
import { kafkaSoftware } from '../systems/kafka/distribution/software.ts';
import type { Diagnosis, Examine } from './doctor-check.ts';
import { demo } from './doctor-ready.ts';

const diskBudgetMs = 15_000;
const help = [`fsync-lab images build ${demo.kafka}`];

/** Whether the first run in Docker starts at once or builds an image first; nothing is built to find out. */
export const examineImage: Examine = async () => {
  const check = { name: 'Docker image', enables: `runs of Kafka ${demo.kafka} in Docker that start at once` };
  const found = await images();
  if ('why' in found) return { ...check, status: 'note', found: found.why };
  if (found.software) return { ...check, status: 'ok', found: `the image of Kafka ${demo.kafka} is here` };
  if (found.base || found.machine)
    return { ...check, status: 'note', found: 'not built yet; the first run builds it, or:', help };
  const why = 'not built yet, and its base has to be pulled';
  const alternative = 'without an image registry: docker/base-from-debian.sh, in the package';
  return { ...check, status: 'note', found: why, help: [...help, alternative] };
};

/** Mounts a disk in a container for a moment: profiles and kernels differ, and only trying tells. */
export const examineDiskInDocker: Examine = async () => {
  const check = { name: 'Docker disks', enables: 'power loss in Docker: a disk of its own for each node' };
  const found = await images();
  if ('why' in found) return { ...check, status: 'note', found: `not tried: ${found.why}` };
  // Building one takes too long for a look.
  if (!found.machine)
    return { ...check, status: 'note', found: 'not tried: there is no machine image', help };
  return { ...check, ...(await tryDisk()) };
};

async function tryDisk(): Promise<Pick<Diagnosis, 'status' | 'found' | 'help'>> {
  const tempFolder = await mkdtemp(join(tmpdir(), 'fsync-lab-doctor-'));
  const signal = AbortSignal.timeout(diskBudgetMs);
  const onProgress = () => undefined;
  try {
    const why = await tryDiskInDocker({ runId: newRunId(), tempFolder, signal, onProgress });
    if (why === null) return { status: 'ok', found: 'a disk was mounted inside a container' };
    return { status: 'missing', found: why, help: ['use sudo and --runtime local'] };
  } catch (error) {
    const found = `no disk within ${diskBudgetMs / 1000} s: ${messageOf(error)}`;
    return { status: 'missing', found, help: ['try again when the machine is quiet, or restart Docker'] };
  } finally {
    await rm(tempFolder, { recursive: true, force: true });
  }
}

async function images() {
  const daemon = await askDaemon();
  if (!daemon.answers) return { why: daemon.why };
  try {
    return await lookForImages(await openAnsweringEngine(), kafkaSoftware(demo.kafka).id);
  } catch (error) {
    return { why: messageOf(error) };
  }
}
