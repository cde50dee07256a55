import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runTempFolder } from '../../lib/folders.ts';
import { newRunId } from '../../lib/run-id.ts';
import { requirement } from '../../testing/require.ts';
import { claimAddress, lockFolder } from './addresses.ts';
import { localLeftovers, removeLocalLeftovers } from './leftovers.ts';
import { runMark } from './machine.ts';
import { hostLink } from './net/namespaces.ts';
import { partitionPower } from './net/power.ts';
import { RunNetwork } from './net/run-network.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
process.env.XDG_STATE_HOME = join(root, 'state');
const power = await partitionPower();
const withNetworks = requirement('networks', power.there, power.why);
const mine = newRunId();
const other = newRunId();
afterAll(async () => {
  await removeLocalLeftovers([mine, other]);
  await rm(root, { recursive: true, force: true });
});

async function marked(runId: string) {
  const child = spawn('sleep', ['60'], { env: { ...process.env, [runMark]: runId }, detached: true });
  await once(child, 'spawn');
  return child;
}

async function leftoversOf(runId: string): Promise<readonly string[]> {
  return (await localLeftovers()).filter((leftover) => leftover.runId === runId).map(({ what }) => what);
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

test('process, folder and address of a run are found and removed; those of another run stay', async () => {
  const [child, otherChild] = [await marked(mine), await marked(other)];
  await mkdir(join(runTempFolder(mine), 'broker-1'), { recursive: true });
  await mkdir(runTempFolder(other));
  const address = await claimAddress(mine);
  expect(await leftoversOf(mine)).toEqual([
    `process ${child.pid}`,
    `folder ${runTempFolder(mine)}`,
    `lock of address ${address}`,
  ]);
  const exited = once(child, 'exit');
  await removeLocalLeftovers([mine]);
  expect(await exited).toEqual([null, 'SIGKILL']);
  expect(await leftoversOf(mine)).toEqual([]);
  expect(otherChild.exitCode ?? otherChild.signalCode).toBeNull();
  expect(await isThere(runTempFolder(other))).toBe(true);
});

withNetworks('networks of a run', () => {
  test('are found and removed with their interfaces and addresses; those of another run stay', async () => {
    const [network, others] = [new RunNetwork(mine), new RunNetwork(other)];
    await network.join('broker-1');
    await others.join('broker-1');
    const found = await leftoversOf(mine);
    expect(found).toContain(`network namespace fsync-lab-${mine}-broker-1`);
    expect(found).toContain(`network namespace fsync-lab-${mine}-switch`);
    expect(networkInterfaces()).toHaveProperty(hostLink(mine));
    await removeLocalLeftovers([mine]);
    expect(await leftoversOf(mine)).toEqual([]);
    expect(networkInterfaces()).not.toHaveProperty(hostLink(mine));
    expect(networkInterfaces()).toHaveProperty(hostLink(other));
  });
});

test('what carries no id of a run is nobody we know', async () => {
  const stranger = await marked('not-an-id');
  await mkdir(lockFolder(), { recursive: true });
  await writeFile(join(lockFolder(), '127.1.2.3'), '');
  const found = await localLeftovers();
  expect(found.map(({ what }) => what)).not.toContain(`process ${stranger.pid}`);
  expect(found.map(({ what }) => what)).not.toContain('lock of address 127.1.2.3');
  stranger.kill('SIGKILL');
});
