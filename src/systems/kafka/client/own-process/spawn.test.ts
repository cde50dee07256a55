import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spawnTransactor } from './clients.ts';
import { spawnClient } from './spawn.ts';

const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

test('a client is a process of its own; a SIGKILL ends it, and whatever it was asked for fails', async () => {
  await using client = spawnClient();
  await client.call({ do: 'close' });
  expect(isAlive(client.pid)).toBe(true);
  const asked = client.call({
    do: 'open-consumer',
    target: {
      // Nobody answers there: it goes on trying.
      endpoints: { 'broker-1': { host: '127.0.0.1', port: 1 } },
      partitions: ['topic1-0'],
      isolation: 'committed',
      reset: 'earliest',
    },
  });
  await asked;
  // Or it might answer first.
  process.kill(client.pid, 'SIGSTOP');
  const pending = client.call({ do: 'close' });
  const failed = expect(pending).rejects.toThrow("the client's process ended (SIGKILL)");
  expect(await client.kill()).toEqual({ pid: client.pid, code: null, signal: 'SIGKILL' });
  await failed;
  expect(isAlive(client.pid)).toBe(false);
  await expect(client.call({ do: 'begin' })).rejects.toThrow("the client's process has ended");
});

test('what the client says of a failure is passed on, and its process is gone', async () => {
  const target = { id: 'nobody', timeoutMs: 1000, endpoints: { 'broker-1': { host: '127.0.0.1', port: 1 } } };
  await expect(spawnTransactor(target)).rejects.toThrow('ECONNREFUSED');
});

test('it ends with whoever started it, also when that was killed', async () => {
  const script = join(import.meta.dirname, 'fixtures/parent.ts');
  const tsx = createRequire(script).resolve('tsx');
  const parent = spawn(process.execPath, ['--import', tsx, script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});
