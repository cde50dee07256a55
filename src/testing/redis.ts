import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { findOnPath } from '../lib/find-on-path.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { requirement } from './require.ts';

const program = await findOnPath('redis-server', process.env.PATH);

/** `describe` for tests with a real Redis. */
export const withRedis = requirement('redis', program !== null, 'there is no `redis-server` on the PATH');

/** The password that it wants. */
export const redisPassword = 'Secret-1';

/** A Redis of this test's own: on loopback, with a password, in a folder that goes with it. */
export async function startRedis() {
  const port = await getPort({ host: '127.0.0.1' });
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-redis-'));
  const flags = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''];
  const server = spawn(program ?? '', [...flags, '--requirepass', redisPassword], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  let said = '';
  server.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await waitUntil({
    what: 'a Redis that takes connections',
    budgetMs: 30_000,
    look: async () =>
      said.includes('Ready to accept connections') ? { done: true } : { seen: said.slice(-200) },
  });
  return {
    url: `redis://:${redisPassword}@127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      server.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
