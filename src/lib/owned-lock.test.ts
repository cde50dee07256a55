import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryLock } from './owned-lock.ts';

let folder = '';
const file = () => join(folder, 'deep/lock');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function lock(): Promise<AsyncDisposable> {
  const attempt = await tryLock(file());
  if ('holder' in attempt) throw new Error(`held by ${attempt.holder.pid}`);
  return attempt.lock;
}

const left = () => readdir(join(folder, 'deep'));

test('one holds it, others are told who, and nothing is left of it', async () => {
  const held = await lock();
  expect(await tryLock(file())).toEqual({ holder: { pid: process.pid, host: hostname() } });
  await held[Symbol.asyncDispose]();
  await (await lock())[Symbol.asyncDispose]();
  expect(await left()).toEqual([]);
});

test('of many that find the lock of a dead process at once, one gets it', async () => {
  await rm(join(folder, 'deep'), { recursive: true, force: true });
  await (await lock())[Symbol.asyncDispose]();
  await symlink(`999999999+1+dead+${hostname()}`, file());
  const attempts = await Promise.all(Array.from({ length: 20 }, () => tryLock(file())));
  expect(attempts.filter((attempt) => 'lock' in attempt)).toHaveLength(1);
  expect(await left()).toEqual(['lock']);
});

test('the lock of a process that was killed is taken over', async () => {
  const program = join(import.meta.dirname, 'fixtures/hold-lock.ts');
  const owner = spawn(process.execPath, ['--import', 'tsx', program, file()]);
  const exited = once(owner, 'exit');
  expect(String((await once(owner.stdout, 'data'))[0])).toBe('held\n');
  await expect(lock()).rejects.toThrow(`held by ${owner.pid}`);
  owner.kill('SIGKILL');
  await exited;
  await (await lock())[Symbol.asyncDispose]();
  expect(await left()).toEqual([]);
});

test('the process of another host may live: nobody here can tell', async () => {
  await (await lock())[Symbol.asyncDispose]();
  await symlink('999999999+1+uuid+elsewhere', file());
  expect(await tryLock(file())).toEqual({ holder: { pid: 999999999, host: 'elsewhere' } });
});
