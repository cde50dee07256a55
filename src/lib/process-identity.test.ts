import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive, ownIdentity, readProcessStat } from './process-identity.ts';

test('this process is alive', async () => {
  expect(await isAlive(await ownIdentity())).toBe(true);
});

test('a pid with another start time is somebody else: pids are recycled', async () => {
  const { pid, startTime } = await ownIdentity();
  expect(await isAlive({ pid, startTime: String(Number(startTime) - 1) })).toBe(false);
});

test('a process that ended is not alive', async () => {
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  const pid = child.pid as number;
  const stat = await readProcessStat(pid);
  const identity = { pid, startTime: stat?.startTime ?? '' };
  expect(await isAlive(identity)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await isAlive(identity)).toBe(false);
});

test('a zombie is not alive', async () => {
  // The shell becomes a sleep that never collects its child.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [chunk] = await once(parent.stdout, 'data');
  const pid = Number(String(chunk));
  await expect.poll(async () => (await readProcessStat(pid))?.state).toBe('Z');
  expect(await isAlive({ pid, startTime: (await readProcessStat(pid))?.startTime ?? '' })).toBe(false);
  parent.kill('SIGKILL');
});

test('spaces and brackets in a program name do not shift the fields', async () => {
  const child = spawn(process.execPath, [
    '-e',
    'process.title = "a) R (b"; console.log(1); setInterval(() => {}, 1000)',
  ]);
  await once(child.stdout, 'data');
  const stat = await readProcessStat(child.pid as number);
  expect(stat?.startTime).toMatch(/^\d{3,}$/);
  expect(stat?.state).toMatch(/^[RS]$/);
  child.kill('SIGKILL');
});

test('an owner without a start time counts by its pid alone', async () => {
  expect(await isAlive({ pid: process.pid, startTime: null })).toBe(true);
  expect(await isAlive({ pid: 2 ** 22 + 1, startTime: null })).toBe(false);
});
