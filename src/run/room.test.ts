import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { roomBelow, roomBytesMin, watchRoom } from './room.ts';

test('this host tells how much room there is', async () => {
  expect(await roomBelow(tmpdir())).toBeGreaterThan(0);
});

test('a disk that fills is told once, with how much is left and what to do', async () => {
  const left = [roomBytesMin, 4096, 0];
  using watch = watchRoom('/runs', async () => left.shift() ?? 0);
  await expect.poll(() => left).toEqual([]);
  expect(watch.full.reason).toMatchObject({
    name: 'HarnessError',
    message: expect.stringMatching(/^the disk of the run's folder has only 4\.0 KiB left, .*--out DIR$/),
  });
});

test('a folder that cannot be asked is not taken for a full disk', async () => {
  let asked = 0;
  using watch = watchRoom('/runs', async () => {
    asked += 1;
    throw new Error('ENOENT');
  });
  await expect.poll(() => asked).toBeGreaterThan(1);
  expect(watch.full.aborted).toBe(false);
});
