import { createHash } from 'node:crypto';
import type { Software } from '../../machine.ts';
import { type Engine, ownLabel } from '../client.ts';
import { dockerFailure } from '../failures.ts';
import { chooseBase, hasImage, readDockerfile } from './base.ts';
import { buildImage } from './build.ts';

interface ImageContext {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** An image with software in it. */
export interface SoftwareImage {
  readonly tag: string;
  /** Where the machines find the software. */
  readonly folder: string;
  /** Whether it was there before. */
  readonly isNew: boolean;
}

/** The image of machines without any software: tools on a JRE. Built when it is missing. */
export async function machineImage({ engine, signal, onProgress }: ImageContext): Promise<string> {
  const dockerfile = await readDockerfile();
  const base = await chooseBase(engine, dockerfile);
  const tag = `fsync-lab/machine:${digestOf(dockerfile, base)}`;
  if (await hasImage(engine, tag)) return tag;
  await buildImage({
    engine,
    context: { dockerfile },
    target: 'machine',
    base,
    tag,
    title: 'the machines',
    signal,
    onProgress,
  });
  return tag;
}

/**
 * The image with a software, on top of another one when several are wanted. Its tag names all that it is made of, so
 * it is built again only when one of that changes.
 */
export async function softwareImage(
  options: ImageContext & { readonly software: Software; readonly base: string | undefined },
): Promise<SoftwareImage> {
  const { engine, software, signal, onProgress } = options;
  const dockerfile = await readDockerfile();
  const base = options.base ?? (await chooseBase(engine, dockerfile));
  const tag = `fsync-lab/${software.id}:${digestOf(dockerfile, base, software.id)}`;
  const folder = `/opt/fsync-lab/${software.id}`;
  if (await hasImage(engine, tag)) return { tag, folder, isNew: false };
  const softwareFolder = await software.resolve({ signal, onProgress });
  await buildImage({
    engine,
    context: { dockerfile, softwareFolder },
    target: 'software',
    base,
    tag,
    args: { SOFTWARE_ID: software.id },
    title: software.title,
    signal,
    onProgress,
  });
  return { tag, folder, isNew: true };
}

/** An image of ours that the daemon has. */
export interface OwnImage {
  readonly id: string;
  readonly tags: readonly string[];
  readonly bytes: number;
  readonly created: Date;
}

/** All images that fsync-lab built, bases from Debian packages included. */
export async function listImages(engine: Engine): Promise<readonly OwnImage[]> {
  const images = await engine
    .listImages({ filters: { label: [ownLabel] } })
    .catch((error: unknown) => Promise.reject(dockerFailure('cannot list the images', error)));
  return images.map(({ Id, RepoTags, Size, Created }) => ({
    id: Id,
    tags: RepoTags ?? [],
    bytes: Size,
    created: new Date(Created * 1000),
  }));
}

function digestOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}
