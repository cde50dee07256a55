import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildLock } from './build-lock.ts';

let cache = '';
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'fsync-lab-lock-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

function lockOf(tag: string, signal = new AbortController().signal) {
  const told: string[] = [];
  const onProgress = (text: string) => void told.push(text);
  return { told, lock: buildLock({ tag, title: 'Kafka 3.4.0', signal, onProgress }) };
}

const locks = () => readdir(join(cache, 'fsync-lab/image-locks'));

test('the second builder waits, is told so once, and goes on when the first is done', async () => {
  const first = await lockOf('fsync-lab/kafka:1').lock;
  const second = lockOf('fsync-lab/kafka:1');
  await expect.poll(() => second.told).toHaveLength(1);
  expect(second.told).toEqual(['another fsync-lab builds the image of Kafka 3.4.0: waiting for it']);
  await first[Symbol.asyncDispose]();
  await (await second.lock)[Symbol.asyncDispose]();
  expect(second.told).toHaveLength(1);
  expect(await locks()).toEqual([]);
});

test('builders of different images do not wait for each other', async () => {
  await using _first = await lockOf('fsync-lab/kafka:1').lock;
  const second = lockOf('fsync-lab/kafka:2');
  await (await second.lock)[Symbol.asyncDispose]();
  expect(second.told).toEqual([]);
});

test('an interrupt ends the waiting', async () => {
  await using _first = await lockOf('fsync-lab/kafka:1').lock;
  const interrupt = new AbortController();
  const second = lockOf('fsync-lab/kafka:1', interrupt.signal);
  await expect.poll(() => second.told).toHaveLength(1);
  interrupt.abort(new Error('interrupted'));
  await expect(second.lock).rejects.toThrow('interrupted');
});

test('the lock of a builder that was killed holds up nobody', async () => {
  const builder = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'fixtures/hold-build-lock.ts'), 'fsync-lab/kafka:1'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(builder, 'exit');
  await once(builder.stdout, 'data');
  const second = lockOf('fsync-lab/kafka:1');
  await expect.poll(() => second.told).toHaveLength(1);
  builder.kill('SIGKILL');
  await exited;
  await (await second.lock)[Symbol.asyncDispose]();
  expect(await locks()).toEqual([]);
});
