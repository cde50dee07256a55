import { createHash } from 'node:crypto';
import type { Machine, Software } from '../../machine.ts';
import type { Engine, EngineContext } from '../client.ts';
import { chooseBase, hasImage, readDockerfile } from './base.ts';
import { buildImage } from './build.ts';
import { buildLock } from './build-lock.ts';
import { removeNameless } from './nameless.ts';

/** An image with software in it. */
export interface SoftwareImage {
  readonly tag: string;
  /** Where the machines find the software. */
  readonly folder: string;
}

/** The image of machines without any software: tools on a JRE. Built when it is missing. */
export async function machineImage({ engine, signal, onProgress }: EngineContext): Promise<string> {
  const { dockerfile, base, tag } = await machineImageTag(engine);
  if (await hasImage(engine, tag)) return tag;
  const build = { tag, title: 'the machines', signal, onProgress };
  await using _lock = await buildLock(build);
  // Whoever held the lock until now has built it.
  if (await hasImage(engine, tag)) return tag;
  await buildImage({ ...build, engine, context: { dockerfile }, target: 'machine', base });
  return tag;
}

async function machineImageTag(engine: Engine) {
  const dockerfile = await readDockerfile();
  const base = await chooseBase(engine, dockerfile);
  return { dockerfile, base, tag: `fsync-lab/machine:${digestOf(dockerfile, base)}` };
}

/** Which images a first run would have to build, for whoever only looks: nothing is built. */
export async function lookForImages(engine: Engine, softwareId: string) {
  const { dockerfile, base, tag } = await machineImageTag(engine);
  const software = softwareTag({ dockerfile, base, softwareId });
  return {
    base: await hasImage(engine, base),
    machine: await hasImage(engine, tag),
    software: await hasImage(engine, software),
  };
}

export interface SoftwareImageOptions extends EngineContext {
  readonly software: Software;
  /** The image to build on when a run wants several; else the base. */
  readonly below: string | undefined;
  /** For hosts without Maven. */
  readonly mavenMachine: () => Promise<Machine>;
  /** Makes `tag` out of `untrained`, and answers whether that worked. */
  readonly train: (image: { untrained: string; tag: string; folder: string }) => Promise<boolean>;
}

/**
 * The image with a software, built when it is missing. Its tag names all that it is made of, so it is built again only
 * when one of that changes.
 */
export async function softwareImage(options: SoftwareImageOptions): Promise<SoftwareImage> {
  const { engine, software, signal, onProgress } = options;
  const dockerfile = await readDockerfile();
  const base = options.below ?? (await chooseBase(engine, dockerfile));
  const tag = softwareTag({ dockerfile, base, softwareId: software.id });
  const folder = `/opt/fsync-lab/${software.id}`;
  if (await hasImage(engine, tag)) return { tag, folder };
  await using _lock = await buildLock({ tag, title: software.title, signal, onProgress });
  if (await hasImage(engine, tag)) return { tag, folder };
  // First what can fail for lack of a base, then the jars, which may take minutes.
  if (options.below === undefined) await machineImage(options);
  const untrained = `${tag}-untrained`;
  if (!(await hasImage(engine, untrained)))
    await buildUntrained(options, { dockerfile, base, tag: untrained });
  const isTrained = await options.train({ untrained, tag, folder });
  await removeNameless(engine, untrained);
  await removeNameless(engine, tag);
  // Another run that trained at the same time has removed the untrained image, and its own is as good.
  if (!isTrained && !(await hasImage(engine, tag))) return { tag: untrained, folder };
  await engine
    .getImage(untrained)
    .remove()
    .catch(() => undefined);
  return { tag, folder };
}

async function buildUntrained(
  { engine, software, mavenMachine, signal, onProgress }: SoftwareImageOptions,
  { dockerfile, base, tag }: { readonly dockerfile: string; readonly base: string; readonly tag: string },
): Promise<void> {
  const softwareFolder = await software.resolve({ signal, onProgress, mavenMachine });
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
}

function softwareTag(of: {
  readonly dockerfile: string;
  readonly base: string;
  readonly softwareId: string;
}) {
  return `fsync-lab/${of.softwareId}:${digestOf(of.dockerfile, of.base, of.softwareId)}`;
}

function digestOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}
