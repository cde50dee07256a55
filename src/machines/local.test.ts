import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { lockedAddresses } from './local/addresses.ts';
import { local } from './local.ts';
import type { MachineSpec, Software } from './machine.ts';
import { testBench } from './testing/bench.ts';
import { machineContract } from './testing/contract.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-test-'));
process.env.XDG_STATE_HOME = join(root, 'state');
afterAll(() => rm(root, { recursive: true, force: true }));

const sleeper = ['node', '-e', 'console.log("up"); setInterval(() => {}, 1000)'];
const spec = (name: string): MachineSpec => ({
  name,
  ports: ['clients'],
  memoryMb: 64,
  outputFolder: join(root, 'out', name),
  powers: [],
});
const open = (runId: string) =>
  local.open({
    runId,
    tempFolder: join(root, runId),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });

describe('this host as a machine', async () => machineContract(await testBench(local, 'local')));

test('a process reads names as UTF-8, also where the tool itself runs in a C locale', async () => {
  vi.stubEnv('LC_ALL', 'C');
  await using runtime = await open('run-l');
  const machine = await runtime.machine(spec('one'));
  const child = await machine.spawn({ argv: ['printenv', 'LC_ALL'], output: 'locale.log' });
  await child.exited;
  expect(await readFile(child.outputFile, 'utf8')).toBe('C.UTF-8\n');
  expect((await machine.exec(['printenv', 'LC_ALL'])).stdout).toBe('C.UTF-8\n');
  vi.unstubAllEnvs();
});

test('disposing the runtime kills what still runs and frees the addresses', async () => {
  const runtime = await open('run-d');
  const machine = await runtime.machine(spec('one'));
  const child = await machine.spawn({ argv: sleeper, output: 'one.log' });
  expect(await lockedAddresses()).toMatchObject([{ runId: 'run-d' }]);
  await runtime[Symbol.asyncDispose]();
  expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
  expect(await lockedAddresses()).toEqual([]);
});

test('two machines have different loopback addresses and keep them', async () => {
  await using runtime = await open('run-e');
  const one = await runtime.machine(spec('one'));
  const two = await runtime.machine(spec('two'));
  expect(one.address('clients').bind.host).not.toBe(two.address('clients').bind.host);
  expect(one.address('clients')).toEqual(one.address('clients'));
});

test('a start under way when the machine is disposed of does not outlive it', async () => {
  await using runtime = await open('run-h');
  const machine = await runtime.machine(spec('one'));
  const starting = machine.spawn({ argv: sleeper, output: 'one.log' });
  await machine[Symbol.asyncDispose]();
  expect(await (await starting).state()).toBe('gone');
  await expect(machine.spawn({ argv: sleeper, output: 'two.log' })).rejects.toThrow(/one is disposed of/);
});

test('what software is brought with carries the mark of its run, so that `clean` finds it', async () => {
  await using runtime = await open('run-marked');
  const resolve: Software['resolve'] = async ({ hostMachine }) => {
    await using host = await hostMachine?.();
    return (await host?.exec(['sh', '-c', 'echo $FSYNC_LAB_RUN']))?.stdout ?? '';
  };
  expect(await runtime.provide({ id: 'x', title: 'X', resolve })).toBe('run-marked\n');
});
