import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostFiles } from '../../machines/local/files.ts';
import type { Machine } from '../../machines/machine.ts';
import { stoppedCleanly } from './replica.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-replica-'));
});
afterEach(() => rm(folder, { recursive: true }));

const machineOf = (name: string) => ({ ...hostFiles, name, folder }) as Machine;

test('a broker that stopped in order says so in its folder', async () => {
  expect(await stoppedCleanly(machineOf('broker-1'))).toBe(false);
  await hostFiles.write(join(folder, 'disk/data/.kafka_cleanshutdown'), '');
  expect(await stoppedCleanly(machineOf('broker-1'))).toBe(true);
});

test.each(['zookeeper', 'controller-1'])('%s leaves no sign of how it stopped', async (name) => {
  expect(await stoppedCleanly(machineOf(name))).toBeUndefined();
});
