import { statSync } from 'node:fs';
import { copyFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { isDiskFull } from '../lib/full-disk.ts';
import { makeFolder } from '../lib/make-folder.ts';
import { packageFolder } from '../lib/package-version.ts';
import { formatBytes } from '../lib/size.ts';
import type { Plan } from '../plan.ts';
import { roomAdvice, roomBelow, roomBytesMin } from './room.ts';

/** Makes `<out>/<scenario>/<start time>-<run id>/` and points `latest` at it. */
export async function makeRunFolder(options: {
  readonly out: string;
  readonly plan: Plan;
  readonly runId: string;
  readonly startedAt: Date;
}): Promise<string> {
  const { out, plan, runId, startedAt } = options;
  const name = plan.variant === null ? plan.name : `${plan.name}.${plan.variant}`;
  const parent = resolve(out, name);
  const time = startedAt.toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = join(parent, `${time}-${runId}`);
  await fill(folder, plan).catch((error: unknown) => {
    throw new UserError(`cannot make the run's folder: ${messageOf(error)}`, {
      hint: isDiskFull(error) ? roomAdvice : 'name a folder that you may write to: --out DIR',
      cause: error,
    });
  });
  const room = await roomBelow(folder);
  if (room < roomBytesMin) {
    const lack = `the disk of ${folder} has only ${formatBytes(room)} left`;
    throw new UserError(lack, { hint: `a run needs more for what its nodes print: ${roomAdvice}` });
  }
  await pointLatest(parent, folder, runId);
  return folder;
}

async function fill(folder: string, plan: Plan): Promise<void> {
  makeFolder(join(folder, 'nodes'));
  await writeFile(join(folder, 'plan.json'), `${JSON.stringify(plan, null, 2)}\n`);
  await keepScenario(plan, folder);
}

/** The file as the author wrote it, so that the folder tells the whole story; the plan alone decides what ran. */
async function keepScenario({ file }: Plan, folder: string): Promise<void> {
  if (file === null) return;
  const asWritten = [file, join(packageFolder, 'scenarios', `${file}.yaml`)].find((path) =>
    isPlainFile(path),
  );
  if (asWritten !== undefined) await copyFile(asWritten, join(folder, 'scenario.yaml'));
}

/** What came through a pipe is read already: the plan alone tells of it. */
function isPlainFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** By rename, so that two runs at once leave a link to one of them and never none. */
async function pointLatest(parent: string, folder: string, runId: string): Promise<void> {
  const fresh = join(parent, `.latest-${runId}`);
  try {
    await symlink(basename(folder), fresh);
    await rename(fresh, join(parent, 'latest'));
  } catch {
    // Only a convenience: some filesystems have no links, and somebody may have made a folder of that name.
    await rm(fresh, { force: true });
  }
}
