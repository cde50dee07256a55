import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { lockedAddresses } from './local/addresses.ts';
import { local } from './local.ts';
import type { MachineSpec } from './machine.ts';
import { readAll } from './read-all.ts';

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

test('a killed process tells the signal that ended it', async () => {
  await using runtime = await open('run-a');
  const machine = await runtime.machine(spec('one'));
  const child = await machine.spawn({ argv: sleeper, output: 'one.log' });
  expect(await child.state()).toBe('running');
  await child.signal('SIGKILL');
  expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await child.state()).toBe('gone');
});

test('a process that exits tells its code, and its output is in the file', async () => {
  await using runtime = await open('run-b');
  const machine = await runtime.machine(spec('one'));
  const child = await machine.spawn({
    argv: ['node', '-e', 'console.log("bye"); process.exit(7)'],
    output: 'x.log',
  });
  expect(await child.exited).toEqual({ code: 7, signal: null });
  expect(String(await readAll(machine.read(child.outputFile)))).toBe('bye\n');
});

test('SIGSTOP shows as stopped and SIGCONT as running', async () => {
  await using runtime = await open('run-c');
  const machine = await runtime.machine(spec('one'));
  const child = await machine.spawn({ argv: sleeper, output: 'one.log' });
  await child.signal('SIGSTOP');
  await expect.poll(() => child.state()).toBe('stopped');
  await child.signal('SIGCONT');
  await expect.poll(() => child.state()).toBe('running');
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

test('files are written, listed in order, truncated and removed', async () => {
  await using runtime = await open('run-f');
  const machine = await runtime.machine(spec('one'));
  const file = join(machine.folder, 'data/b.log');
  await machine.write(file, '0123456789');
  await machine.write(join(machine.folder, 'data/a.log'), 'a');
  await machine.truncate(file, 4);
  expect(await machine.stat(file)).toEqual({ bytes: 4, isFolder: false });
  expect(String(await readAll(machine.read(file, 2)))).toBe('23');
  expect((await machine.list(machine.folder)).map(({ path }) => path)).toEqual([
    'data',
    'data/a.log',
    'data/b.log',
  ]);
  await machine.remove(join(machine.folder, 'data'));
  expect(await machine.stat(file)).toBeNull();
});

test('a failing program is an answer, a missing one an error', async () => {
  await using runtime = await open('run-g');
  const machine = await runtime.machine(spec('one'));
  expect(await machine.exec(['node', '-e', 'process.exit(3)'])).toMatchObject({ exitCode: 3 });
  await expect(machine.exec(['no-such-program-here'])).rejects.toThrow(/cannot run no-such-program-here/);
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
  const resolve = vi.fn(async () => root);
  await runtime.provide({ id: 'x', title: 'X', resolve });
  expect(resolve).toHaveBeenCalledWith(expect.objectContaining({ env: { FSYNC_LAB_RUN: 'run-marked' } }));
});
