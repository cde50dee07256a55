import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Machine, Runtime } from '../machine.ts';
import { readAll } from '../read-all.ts';
import { describeWithDocker, testBench } from './testing/bench.ts';

const bench = await testBench('files');

(await describeWithDocker())('files in a container', () => {
  let runtime: Runtime;
  let machine: Machine;
  beforeAll(async () => {
    runtime = await bench.open();
    machine = await runtime.machine(bench.spec('broker-1'));
  });
  afterAll(async () => {
    await runtime[Symbol.asyncDispose]();
    await bench.remove();
  });

  test('files are written, listed in order, read from an offset, truncated and removed', async () => {
    const folder = `${machine.folder}/files`;
    await machine.write(`${folder}/data/b.log`, '0123456789');
    await machine.write(`${folder}/data-2/a b\nc`, 'a');
    await machine.truncate(`${folder}/data/b.log`, 4);
    expect(await machine.stat(`${folder}/data/b.log`)).toEqual({ bytes: 4, isFolder: false });
    expect(String(await readAll(machine.read(`${folder}/data/b.log`, 2)))).toBe('23');
    expect(String(await readAll(machine.read(`${folder}/data/b.log`, 9)))).toBe('');
    const paths = (await machine.list(folder)).map(({ path }) => path);
    expect(paths).toEqual(['data', 'data/b.log', 'data-2', 'data-2/a b\nc']);
    await machine.remove(`${folder}/data`);
    expect(await machine.stat(`${folder}/data/b.log`)).toBeNull();
    expect(await machine.list(`${folder}/none`)).toEqual([]);
  });

  test('a file that is not there is an error to read and to truncate, and is not made', async () => {
    const file = `${machine.folder}/none`;
    await expect(readAll(machine.read(file))).rejects.toThrow(/broker-1: cannot read .*none/);
    await expect(machine.truncate(file, 0)).rejects.toThrow(/cannot truncate .*none/);
    expect(await machine.stat(file)).toBeNull();
  });

  test('a large binary file comes back byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 9_000_001 }, (_, index) => (index * 31) % 256));
    await machine.write(`${machine.folder}/large`, bytes);
    expect(Buffer.compare(await readAll(machine.read(`${machine.folder}/large`)), bytes)).toBe(0);
  });
});
