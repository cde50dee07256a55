import { rm } from 'node:fs/promises';
import { exitCodes, UserError } from '../errors.ts';
import { runTempFolder } from '../lib/folders.ts';
import { newRunId } from '../lib/run-id.ts';
import { formatBytes } from '../lib/size.ts';
import { table } from '../lib/table.ts';
import { openAnsweringEngine } from '../machines/docker/daemon.ts';
import { imagesToRemove, listImages, removeImage } from '../machines/docker/image/own-images.ts';
import { docker } from '../machines/docker.ts';
import { forgetRun, registerRun } from '../run/owner.ts';
import { systems } from '../systems/index.ts';
import type { System } from '../systems/system.ts';

export type ImagesAction = 'list' | 'build' | 'remove';

export interface ImagesOptions {
  /** For `build` Kafka versions, for `remove` images; none means all. */
  readonly names: readonly string[];
  readonly caFile?: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** Shows, builds or removes the images that machines in Docker are made from. */
export async function runImages(
  action: ImagesAction,
  options: ImagesOptions,
  out: (line: string) => void,
): Promise<number> {
  const actions = { list, build, remove };
  await actions[action](options, out);
  return exitCodes.asExpected;
}

async function list(_: ImagesOptions, out: (line: string) => void): Promise<void> {
  const images = await listImages(await openAnsweringEngine());
  if (images.length === 0) return out('no images yet; the first run in Docker builds what it needs');
  const rows = images.map(({ name, bytes, created }) => [name, formatBytes(bytes), dayOf(created)]);
  for (const line of table([{ title: 'image' }, { title: 'size', align: 'right' }, { title: 'made' }], rows))
    out(line);
  out('Images share what is below them: together they take less than the sum.');
}

/** A build is a run without a cluster: what an interrupt leaves is found and removed in the same way. */
async function build(options: ImagesOptions, out: (line: string) => void): Promise<void> {
  const pinned = await Promise.all(systems.map(async (system) => ({ system, ...(await system.pinned()) })));
  for (const { system, names } of pinned) {
    const wanted = options.names.filter((name) => names.includes(name));
    if (options.names.length === 0 || wanted.length > 0)
      await buildFor(system, { ...options, names: wanted }, out);
  }
  const [first] = systems;
  // Its refusal tells what there is.
  for (const name of options.names)
    if (!pinned.some(({ names }) => names.includes(name))) first?.pinnedSoftware(name);
}

async function buildFor(
  system: System,
  { names, caFile, signal, onProgress }: ImagesOptions,
  out: (line: string) => void,
): Promise<void> {
  const versions = names.length > 0 ? names : (await system.pinned()).names;
  for (const one of versions.map((version) => system.pinnedSoftware(version))) {
    const runId = newRunId();
    const tempFolder = runTempFolder(runId);
    const startedAt = new Date().toISOString();
    await registerRun({ id: runId, scenario: 'images build', folder: '', startedAt, isKept: false });
    try {
      const ca = caFile === undefined ? {} : { caFile };
      await using runtime = await docker.open({ runId, tempFolder, signal, onProgress, ...ca });
      await runtime.provide(one);
      out(`${one.title}: ready`);
    } finally {
      await rm(tempFolder, { recursive: true, force: true });
      await forgetRun(runId);
    }
  }
}

async function remove({ names }: ImagesOptions, out: (line: string) => void): Promise<void> {
  const engine = await openAnsweringEngine();
  const images = await listImages(engine);
  const unknown = names.find((name) => !images.some((image) => image.name === name));
  if (unknown !== undefined) {
    throw new UserError(`fsync-lab made no image '${unknown}'`, { hint: '`fsync-lab images` lists them' });
  }
  const chosen = imagesToRemove(images, names);
  if (chosen.length === 0) out('nothing to remove');
  for (const image of chosen) {
    await removeImage(engine, image);
    out(`removed ${image.name}`);
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 'yyyy-mm-dd'.length);
}
