import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Inconclusive, Interrupted, UserError } from '../../errors.ts';
import { type Bundle, digestOf } from './jar-list.ts';
import { resolveJars } from './resolve.ts';

const jar = (name: string, content: string) => ({
  name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});
const bundle: Bundle = {
  title: 'Kafka 0.0.1',
  version: '0.0.1',
  coordinates: ['group:kafka:0.0.1'],
  jars: [jar('a.jar', 'a'), jar('b.jar', 'b')],
};

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'fsync-lab-resolve-'));
  vi.stubEnv('PATH', `${join(import.meta.dirname, 'fixtures/bin')}:${process.env.PATH}`);
  vi.stubEnv('FAKE_MAVEN_CALLS', join(cache, 'calls'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true, force: true });
});

const progress: string[] = [];
const resolve = (signal = new AbortController().signal) =>
  resolveJars({
    id: 'kafka-0.0.1-x',
    bundles: { kafka: bundle, zookeeper: bundle },
    cache,
    instead: 'an unpacked Kafka: --kafka-home DIR',
    signal,
    onProgress: (text) => progress.push(text),
  });
const calls = async () => (await readFile(join(cache, 'calls'), 'utf8')).trim().split('\n').length;
const inCache = () => readdir(join(cache, 'software'));

test('the jars of each bundle come into a folder of their own, and are brought once', async () => {
  const folder = await resolve();
  expect(await readdir(join(folder, 'kafka'))).toEqual(['a.jar', 'b.jar']);
  expect(await readdir(join(folder, 'zookeeper'))).toEqual(['a.jar', 'b.jar']);
  expect(await resolve()).toBe(folder);
  expect(await calls()).toBe(2);
  expect(await inCache()).toEqual(['kafka-0.0.1-x']);
});

test('progress tells what is brought and how much came so far', async () => {
  progress.length = 0;
  await resolve();
  expect(progress.slice(0, 2)).toEqual([
    'resolving Kafka 0.0.1: 2 jars, 0 MB',
    'resolving Kafka 0.0.1: 2 jars, 0 MB, 1 downloaded',
  ]);
});

test('a jar with other bytes, a missing and an extra one are all named, and nothing is kept', async () => {
  vi.stubEnv('FAKE_MAVEN', 'wrong');
  const error = await resolve().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  const { sha256 } = jar('a.jar', 'tampered');
  expect(String(error)).toContain(`a.jar: expected sha256 ${bundle.jars[0]!.sha256}, found ${sha256}`);
  expect(String(error)).toContain('b.jar: missing');
  expect(String(error)).toContain('c.jar: not in the list');
  expect(await inCache()).toEqual([]);
});

test('without Maven the error says how to install it and what else would do', async () => {
  const empty = join(cache, 'empty');
  await mkdir(empty);
  vi.stubEnv('PATH', empty);
  const error = await resolve().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    message: expect.stringContaining('no `mvn` on the PATH'),
    hint: expect.stringMatching(/apt-get install maven.*--kafka-home/),
  });
});

test('a failed download is inconclusive, with the cause in one line', async () => {
  vi.stubEnv('FAKE_MAVEN', 'no-network');
  const error = await resolve().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Inconclusive);
  expect(String(error)).toContain('Unknown host nowhere.invalid: Name or service not known\n');
  expect(String(error)).toContain('--kafka-home DIR');
});

test('an interrupt ends Maven and leaves nothing', async () => {
  vi.stubEnv('FAKE_MAVEN', 'hangs');
  const controller = new AbortController();
  const resolving = resolve(controller.signal).catch((thrown: unknown) => thrown);
  await vi.waitFor(calls, { timeout: 15_000 });
  controller.abort(new Interrupted());
  expect(await resolving).toBeInstanceOf(Interrupted);
  expect(await inCache()).toEqual([]);
  const pid = Number(await readFile(join(cache, 'calls'), 'utf8'));
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('Ctrl-C that reaches Maven first is an interrupt, not a failed download', async () => {
  vi.stubEnv('FAKE_MAVEN', 'interrupted');
  await expect(resolve()).rejects.toBeInstanceOf(Interrupted);
});

test('two at once end with one whole folder', async () => {
  const [first, second] = await Promise.all([resolve(), resolve()]);
  expect(first).toBe(second);
  expect(await readdir(join(first, 'kafka'))).toEqual(['a.jar', 'b.jar']);
  expect(await inCache()).toEqual(['kafka-0.0.1-x']);
});

test('a damaged folder is replaced', async () => {
  const folder = await resolve();
  await writeFile(join(folder, 'kafka/a.jar'), 'half of it');
  await resolve();
  expect(await readFile(join(folder, 'kafka/a.jar'), 'utf8')).toBe('a');
  expect(await inCache()).toEqual(['kafka-0.0.1-x']);
});

test('what a dead process left is removed; what a live one gathers stays', async () => {
  const dead = `.tmp-${hostname()}+999999999++x`;
  const live = `.tmp-${hostname()}+${process.pid}++x`;
  const recycled = `.tmp-${hostname()}+${process.pid}+1+x`;
  const elsewhere = '.tmp-other-host+1++x';
  for (const name of [dead, recycled, live, elsewhere])
    await mkdir(join(cache, 'software', name), { recursive: true });
  await resolve();
  expect((await inCache()).sort()).toEqual([elsewhere, live, 'kafka-0.0.1-x'].sort());
});

test('a list with one other checksum has another digest', () => {
  const other = { ...bundle, jars: [jar('a.jar', 'z'), jar('b.jar', 'b')] };
  expect(digestOf([other])).not.toBe(digestOf([bundle]));
});
