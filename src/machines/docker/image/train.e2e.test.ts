import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Software } from '../../machine.ts';
import { openEngine } from '../client.ts';
import { removeDockerLeftovers } from '../leftovers.ts';
import { describeWithDocker, testBench } from '../testing/bench.ts';
import { listImages, removeImage } from './own-images.ts';

const bench = await testBench('train');
const describeDocker = await describeWithDocker();
const folder = join(tmpdir(), `fsync-lab-${bench.runId}`);
const runIds = ['a', 'b'].map((letter) => `${bench.runId}-${letter}`);

afterAll(async () => {
  await bench.remove();
  await rm(folder, { recursive: true, force: true });
});

/** A software that is one file, and whose runs all train before any of them is done. */
function smallSoftware(runs: number): Software {
  let training = 0;
  let allTrain: () => void = () => undefined;
  const together = new Promise<void>((resolve) => {
    allTrain = resolve;
  });
  return {
    id: bench.runId,
    title: 'a small software',
    async resolve() {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'kept.txt'), 'kept');
      return folder;
    },
    async train({ machine, folder: inside }) {
      await machine.write(`${inside}/trained.txt`, 'trained');
      training += 1;
      if (training === runs) allTrain();
      await together;
    },
  };
}

describeDocker('images that are built and trained', () => {
  const untagged = async () => {
    const images = await (await openEngine()).listImages({ filters: { dangling: ['true'] } });
    return images.map(({ Id }) => Id).sort();
  };
  afterEach(async () => {
    await removeDockerLeftovers(runIds);
    const engine = await openEngine();
    const own = (await listImages(engine)).filter(({ name }) => name.includes(bench.runId));
    for (const image of own) await removeImage(engine, image);
  });

  test('two runs at once both get the trained image, and leave none without a name', async () => {
    const before = await untagged();
    const software = smallSoftware(2);
    const runtimes = await Promise.all(runIds.map((runId) => bench.open(runId)));
    try {
      const folders = await Promise.all(runtimes.map((runtime) => runtime.provide(software)));
      for (const [index, runtime] of runtimes.entries()) {
        const machine = await runtime.machine(bench.spec('broker-1'));
        expect(await machine.stat(`${folders[index]}/trained.txt`)).toMatchObject({ bytes: 7 });
      }
    } finally {
      await Promise.all(runtimes.map((runtime) => runtime[Symbol.asyncDispose]()));
    }
    expect(await untagged()).toEqual(before);
  });
});
