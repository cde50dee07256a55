import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostFiles } from '../../machines/local/files.ts';
import type { Machine } from '../../machines/machine.ts';
import { encodeBatch, encodeValues } from '../../segments/fixtures/encode.ts';
import { readReplica, readSegment, replicaFiles, stoppedCleanly } from './replica.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-replica-'));
});
afterEach(() => rm(folder, { recursive: true }));

const machineOf = (name: string) => ({ ...hostFiles, name, folder }) as Machine;

const broker = { name: 'broker-1', role: 'broker', holdsData: true };

test('a broker that stopped in order says so in its folder', async () => {
  expect(await stoppedCleanly(broker, machineOf('broker-1'))).toBe(false);
  await hostFiles.write(join(folder, 'disk/data/.kafka_cleanshutdown'), '');
  expect(await stoppedCleanly(broker, machineOf('broker-1'))).toBe(true);
});

test.each(['zookeeper', 'controller-1'])('%s leaves no sign of how it stopped', async (name) => {
  expect(await stoppedCleanly({ name, role: name, holdsData: false }, machineOf(name))).toBeUndefined();
});

async function replicaOf(...batches: readonly Parameters<typeof encodeBatch>[0][]) {
  const segment = join(folder, 'disk/data/topic1-0/00000000000000000000.log');
  await hostFiles.write(segment, Buffer.concat(batches.map(encodeBatch)));
  return await readReplica(machineOf('broker-1'), 'topic1-0');
}

const good = { baseOffset: 0, records: [{ value: '1/0' }, { value: null }] };

test('a replica with a tombstone is read', async () => {
  expect(await replicaOf(good)).toMatchObject({
    end: 2,
    records: [
      [0, '1/0'],
      [1, null],
    ],
  });
});

test('a replica with a batch that nobody can read is not read, whatever its checksum says', async () => {
  const bad = { baseOffset: 2, attributes: 1, records: [{ value: '1/2' }, { value: '1/3' }] };
  expect(await replicaOf(good, bad)).toEqual({
    notRead: 'broker-1 has a batch of topic1-0 at offsets 2-3 that nobody can read: gzip cannot unpack it',
  });
});

test('zeros that are reserved ahead are neither the log nor a torn tail of it', async () => {
  const batch = encodeValues(['1/0']);
  const log = join(folder, 'disk/data/t-0/00000000000000000000.log');
  await hostFiles.write(log, Buffer.concat([batch, Buffer.alloc(4096)]));
  const machine = machineOf('broker-1');
  expect(await readReplica(machine, 't-0')).toMatchObject({ end: 1, torn: 0 });
  expect(await readSegment(machine, log)).toMatchObject({
    bytes: batch.length + 4096,
    writtenBytes: batch.length,
  });
  await hostFiles.write(log, Buffer.concat([batch, batch.subarray(0, 20)]));
  expect(await readReplica(machine, 't-0')).toMatchObject({ end: 1, torn: 20 });
  expect(await readSegment(machine, log)).toMatchObject({ writtenBytes: batch.length + 20 });
  expect((await replicaFiles(machine, 't-0')).segments).toEqual([log]);
});
