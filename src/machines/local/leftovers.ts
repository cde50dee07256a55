import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runTempFolder } from '../../lib/folders.ts';
import { readProcessStat } from '../../lib/process-identity.ts';
import { isRunId } from '../../lib/run-id.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Leftover } from '../machine.ts';
import { lockedAddresses, releaseAddresses } from './addresses.ts';
import { attachedImages, releaseImages } from './disks.ts';
import { runMark } from './machine.ts';
import { markedNamespaces, removeNamespaces } from './net/namespaces.ts';

const exitBudgetMs = 10_000;

/** Whatever on this host carries a run's id: processes by their environment, networks by their name, disks and folders by their path, addresses by their lock. */
export async function localLeftovers(): Promise<readonly Leftover[]> {
  const processes = await markedProcesses();
  const folders = await markedFolders();
  // A lock that is just being written does not name its run yet.
  const addresses = (await lockedAddresses()).filter(({ runId }) => isRunId(runId));
  const images = await markedImages();
  return [
    ...processes.map(({ pid, runId }) => ({ runId, what: `process ${pid}` })),
    ...images.map(({ image, device, runId }) => ({ runId, what: `disk ${image} on ${device}` })),
    ...(await markedNamespaces()).map(({ name, runId }) => ({ runId, what: `network namespace ${name}` })),
    ...folders.map(({ folder, runId }) => ({ runId, what: `folder ${folder}` })),
    ...addresses.map(({ address, runId }) => ({ runId, what: `lock of address ${address}` })),
  ];
}

/** Kills, unmounts, removes and unlocks what belongs to these runs and nothing else. */
export async function removeLocalLeftovers(runIds: readonly string[]): Promise<void> {
  const processes = (await markedProcesses()).filter(({ runId }) => runIds.includes(runId));
  for (const { pid } of processes) kill(pid);
  await waitUntil({
    what: 'exit of the killed processes',
    budgetMs: exitBudgetMs,
    look: () => lookWhoRuns(processes),
  });
  for (const runId of runIds) await releaseImages(runTempFolder(runId));
  await removeNamespaces(runIds);
  for (const runId of runIds) await rm(runTempFolder(runId), { recursive: true, force: true });
  await releaseAddresses(runIds);
}

async function lookWhoRuns(processes: readonly { readonly pid: number }[]) {
  const running: number[] = [];
  for (const { pid } of processes) {
    const stat = await readProcessStat(pid);
    if (stat && stat.state !== 'Z') running.push(pid);
  }
  return running.length === 0 ? { done: true } : { seen: running };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Reads the mark at once with the pid, so that a recycled pid is never taken for a child of ours. */
async function markedProcesses(): Promise<readonly { pid: number; runId: string }[]> {
  const pids = (await readdir('/proc').catch(() => []))
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  const marked = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      const entry = environment.split('\0').find((line) => line.startsWith(`${runMark}=`));
      const runId = entry?.slice(runMark.length + 1) ?? '';
      return isRunId(runId) ? [{ pid, runId }] : [];
    }),
  );
  return marked.flat();
}

async function markedFolders(): Promise<readonly { folder: string; runId: string }[]> {
  const prefix = basename(runTempFolder(''));
  const names = await readdir(tmpdir());
  return names
    .filter((name) => name.startsWith(prefix) && isRunId(name.slice(prefix.length)))
    .map((name) => ({ folder: join(tmpdir(), name), runId: name.slice(prefix.length) }));
}

/** Of all images, also where the run's folder has gone and only the device still holds the image. */
async function markedImages() {
  const prefix = runTempFolder('');
  return (await attachedImages(tmpdir())).flatMap(({ image, device }) => {
    const runId = image.startsWith(prefix)
      ? /^[0-9a-f]{8}(?=\/)/.exec(image.slice(prefix.length))?.[0]
      : undefined;
    return runId === undefined ? [] : [{ image, device, runId }];
  });
}
