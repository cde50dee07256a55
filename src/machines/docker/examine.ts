import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import type { Diagnosis } from '../../lib/diagnosis.ts';
import { newRunId } from '../../lib/run-id.ts';
import type { Software } from '../machine.ts';
import { askDaemon, type Daemon, openAnsweringEngine } from './daemon.ts';
import { lookForImages } from './image/images.ts';
import { powersOf } from './powers.ts';
import { type TryInDocker, tryDiskInDocker, tryPartitionInDocker } from './try-powers.ts';

const tryBudgetMs = 15_000;

type Images = Awaited<ReturnType<typeof lookForImages>> | { readonly why: string };

/** What Docker has for nodes: a daemon, the image of this software, a disk inside a container. */
export async function examineDocker(software: Software): Promise<readonly Diagnosis[]> {
  const daemon = await askDaemon();
  const images = await imagesOf(daemon, software);
  return [
    examineDaemon(daemon),
    examineImage(images, software),
    await examinePower(images, software, disk),
    await examinePower(images, software, network),
  ];
}

function examineDaemon(daemon: Daemon): Diagnosis {
  const check = { name: 'Docker', enables: 'nodes in containers: power loss without root, macOS' };
  const [power] = powersOf(daemon);
  if (power?.there) return { ...check, status: 'ok', found: power.why };
  const found = power?.why ?? 'it cannot run processes';
  return { ...check, status: 'missing', found, ...(power?.help && { help: [power.help] }) };
}

const helpFor = ({ title }: Software) => [`fsync-lab images build ${title.split(' ').at(-1)}`];

/** Whether the first run in Docker starts at once or builds an image first; nothing is built to find out. */
function examineImage(found: Images, software: Software): Diagnosis {
  const { title } = software;
  const check = { name: 'Docker image', enables: `runs of ${title} in Docker that start at once` };
  const help = helpFor(software);
  if ('why' in found) return { ...check, status: 'note', found: found.why };
  if (found.software) return { ...check, status: 'ok', found: `the image of ${title} is here` };
  if (found.base || found.machine)
    return { ...check, status: 'note', found: 'not built yet; the first run builds it, or:', help };
  const why = 'not built yet, and its base has to be pulled';
  const alternative = 'without an image registry: docker/base-from-debian.sh, in the package';
  return { ...check, status: 'note', found: why, help: [...help, alternative] };
}

/** What only trying tells: profiles and kernels differ. */
interface TriedPower {
  readonly name: string;
  readonly enables: string;
  readonly works: string;
  /** What there was none of: `no disk within 15 s`. */
  readonly thing: string;
  readonly attempt: TryInDocker;
}

const disk: TriedPower = {
  name: 'Docker disks',
  enables: 'power loss in Docker: a disk of its own for each node',
  works: 'a disk was mounted inside a container',
  thing: 'disk',
  attempt: tryDiskInDocker,
};

const network: TriedPower = {
  name: 'Docker cuts',
  enables: 'cutting the network between nodes in Docker',
  works: 'packets were filtered inside a container',
  thing: 'filter',
  attempt: tryPartitionInDocker,
};

/** Uses the power in a container for a moment. */
async function examinePower(found: Images, software: Software, power: TriedPower): Promise<Diagnosis> {
  const check = { name: power.name, enables: power.enables };
  if ('why' in found) return { ...check, status: 'note', found: `not tried: ${found.why}` };
  // Building one takes too long for a look.
  if (!found.machine) {
    return {
      ...check,
      status: 'note',
      found: 'not tried: there is no machine image',
      help: helpFor(software),
    };
  }
  return { ...check, ...(await tryPower(power)) };
}

async function tryPower({
  works,
  thing,
  attempt,
}: TriedPower): Promise<Pick<Diagnosis, 'status' | 'found' | 'help'>> {
  const tempFolder = await mkdtemp(join(tmpdir(), 'fsync-lab-doctor-'));
  const signal = AbortSignal.timeout(tryBudgetMs);
  const onProgress = () => undefined;
  try {
    const why = await attempt({ runId: newRunId(), tempFolder, signal, onProgress });
    if (why === null) return { status: 'ok', found: works };
    return { status: 'missing', found: why, help: ['use sudo and --runtime local'] };
  } catch (error) {
    const found = `no ${thing} within ${tryBudgetMs / 1000} s: ${messageOf(error)}`;
    return { status: 'missing', found, help: ['try again when the machine is quiet, or restart Docker'] };
  } finally {
    await rm(tempFolder, { recursive: true, force: true });
  }
}

async function imagesOf(daemon: Daemon, { id }: Software): Promise<Images> {
  if (!daemon.answers) return { why: daemon.why };
  try {
    return await lookForImages(await openAnsweringEngine(), id);
  } catch (error) {
    return { why: messageOf(error) };
  }
}
