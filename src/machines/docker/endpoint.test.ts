import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dockerEndpoint, parseEndpoint } from './endpoint.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-endpoint-'));
afterAll(() => rm(root, { recursive: true, force: true }));

async function configFolder(name: string, currentContext: string, contexts: Record<string, string>) {
  const folder = join(root, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify({ currentContext }));
  for (const [context, host] of Object.entries(contexts)) {
    const id = createHash('sha256').update(context).digest('hex');
    const meta = join(folder, 'contexts/meta', id);
    await mkdir(meta, { recursive: true });
    await writeFile(
      join(meta, 'meta.json'),
      JSON.stringify({ Name: context, Endpoints: { docker: { Host: host } } }),
    );
  }
  return folder;
}

test('without any setting it is the default socket', async () => {
  const endpoint = await dockerEndpoint({ DOCKER_CONFIG: join(root, 'nowhere') });
  expect(endpoint).toMatchObject({ socketPath: '/var/run/docker.sock' });
});

test('the current context is looked up', async () => {
  const DOCKER_CONFIG = await configFolder('a', 'colima', { colima: 'unix:///home/u/.colima/docker.sock' });
  expect(await dockerEndpoint({ DOCKER_CONFIG })).toEqual({
    from: "the current docker context 'colima'",
    socketPath: '/home/u/.colima/docker.sock',
  });
});

test('DOCKER_HOST goes before the current context, DOCKER_CONTEXT before both', async () => {
  const DOCKER_CONFIG = await configFolder('b', 'one', { one: 'unix:///one', two: 'unix:///two' });
  const DOCKER_HOST = 'unix:///three';
  expect(await dockerEndpoint({ DOCKER_CONFIG, DOCKER_HOST })).toMatchObject({ socketPath: '/three' });
  expect(await dockerEndpoint({ DOCKER_CONFIG, DOCKER_HOST, DOCKER_CONTEXT: 'two' })).toMatchObject({
    socketPath: '/two',
  });
});

test('a context that is not there is an error that names it', async () => {
  const DOCKER_CONFIG = await configFolder('c', 'gone', {});
  await expect(dockerEndpoint({ DOCKER_CONFIG })).rejects.toThrow(
    /the current docker context 'gone' has no endpoint/,
  );
});

test('tcp to this host is taken', () => {
  expect(parseEndpoint('tcp://localhost:2375', 'x')).toMatchObject({ host: 'localhost', port: 2375 });
  expect(parseEndpoint('tcp://[::1]:99', 'x')).toMatchObject({ host: '::1', port: 99 });
});

test.each(['tcp://10.0.0.7:2375', 'ssh://me@build-host', 'https://docker.example:2376'])(
  '%s is another host and refused',
  (text) => {
    expect(() => parseEndpoint(text, 'DOCKER_HOST')).toThrow(/not on this host/);
  },
);

test.each(['/var/run/docker.sock', 'unix://', 'nonsense'])('%s is no address', (text) => {
  expect(() => parseEndpoint(text, 'DOCKER_HOST')).toThrow(/no address of a Docker daemon/);
});
