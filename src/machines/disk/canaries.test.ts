import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostFiles } from '../local/files.ts';
import type { Machine } from '../machine.ts';
import { Canaries } from './canaries.ts';

test('a canary that was never on the disk is no proof when it is gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-test-'));
  try {
    const machine = { ...hostFiles, name: 'broker-1' } as Machine;
    await new Canaries(machine, folder).writeUnsynced();
    const losing = { ...machine, write: async () => undefined } as Machine;
    await expect(new Canaries(losing, join(folder, 'other')).writeUnsynced()).rejects.toThrow(
      'broker-1: the canary on its disk cannot be read back',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
