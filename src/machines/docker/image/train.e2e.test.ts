import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import type { Runtime, Software } from '../../machine.ts';
import { openEngine } from '../client.ts';
import { removeDockerLeftovers } from '../leftovers.ts';
import { describeWithDocker, dockerBench } from '../testing/bench.ts';
import { listImages, removeImage } from './own-images.ts';

const bench = await dockerBench('train');
const describeDocker = await describeWithDocker();
const folder = join(tmpdir(), `fsync-lab-${bench.runId}`);
const runIds = ['a', 'b'].map((letter) => `${bench.runId}-${letter}`);

afterAll(async () => {
  await bench.remove();
  await rm(folder, { recursive: true, force: true });
});

/** A software that is one file, and whose training ends once so many runs train at the same time. */
function smallSoftware({ togetherAt }: { readonly togetherAt: number }) {
  let training = 0;
  let allTrain: () => void = () => undefined;
  const together = new Promise<void>((resolve) => {
    allTrain = resolve;
  });
  const software: Software = {
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
      if (training === togetherAt) allTrain();
      await together;
    },
  };
  return { software, trained: () => training };
}

describeDocker('images that are built and trained', () => {
  const untagged = async () => {
    const images = await (await openEngine()).listImages({ filters: { dangling: ['true'] } });
    return images.map(({ Id }) => Id).sort();
  };
  afterEach(async () => {
    vi.unstubAllEnvs();
    await removeDockerLeftovers(runIds);
    const engine = await openEngine();
    const own = (await listImages(engine)).filter(({ name }) => name.includes(bench.runId));
    for (const image of own) await removeImage(engine, image);
  });

  async function expectTrained(runtime: Runtime, inside: string): Promise<void> {
    const machine = await runtime.machine(bench.spec('broker-1'));
    expect(await machine.stat(`${inside}/trained.txt`)).toMatchObject({ bytes: 7 });
  }

  test('of two runs at once one builds, and the other waits for the image', async () => {
    const { software, trained } = smallSoftware({ togetherAt: 1 });
    const told: string[] = [];
    const open = (runId: string) => bench.open(runId, (text) => void told.push(text));
    await using first = await open(`${bench.runId}-a`);
    await using second = await open(`${bench.runId}-b`);
    const folders = await Promise.all([first.provide(software), second.provide(software)]);
    await expectTrained(first, folders[0]);
    await expectTrained(second, folders[1]);
    expect(trained()).toBe(1);
    const waiting = 'another fsync-lab builds the image of a small software: waiting for it';
    expect(told.filter((text) => text === waiting)).toHaveLength(1);
  });

  test('two users at once, who see no lock of each other, leave no image without a name', async () => {
    const before = await untagged();
    const { software, trained } = smallSoftware({ togetherAt: 2 });
    await using first = await bench.open(`${bench.runId}-a`);
    await using second = await bench.open(`${bench.runId}-b`);
    const providing = first.provide(software);
    await expect.poll(trained, { timeout: 60_000 }).toBe(1);
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'other-cache'));
    const folders = await Promise.all([providing, second.provide(software)]);
    await expectTrained(first, folders[0]);
    await expectTrained(second, folders[1]);
    expect(await untagged()).toEqual(before);
  });
});
