import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../../lib/package-version.ts';
import type { Engine } from '../client.ts';
import { isGone } from '../failures.ts';

/** The tag that docker/base-from-debian.sh gives; used by itself as soon as it is there. */
const debianBase = 'fsync-lab/base:debian';

const dockerFolder = join(packageFolder, 'docker');

/** How machine images are made; shipped with the package, the same for the sources and the build. */
export function readDockerfile(): Promise<string> {
  return readFile(join(dockerFolder, 'Dockerfile'), 'utf8');
}

/** What machine images begin with: as the user says, else the base from Debian packages if made, else the default. */
export async function chooseBase(engine: Engine, dockerfile: string): Promise<string> {
  const wanted = process.env.FSYNC_LAB_DOCKER_BASE;
  if (wanted) return wanted;
  return (await hasImage(engine, debianBase)) ? debianBase : defaultBase(dockerfile);
}

/** The Dockerfile's own default. */
function defaultBase(dockerfile: string): string {
  return /^ARG BASE=(\S+)$/m.exec(dockerfile)?.[1] ?? 'eclipse-temurin:17-jre';
}

/** Whether the daemon has the image; it may be able to pull it all the same. */
export async function hasImage(engine: Engine, name: string): Promise<boolean> {
  try {
    await engine.getImage(name).inspect();
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}
