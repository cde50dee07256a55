import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readProcessStat } from '../../lib/process-identity.ts';
import { execOnHost } from './machine.ts';
import { spawnOnHost } from './process.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-test-'));
afterAll(() => rm(root, { recursive: true, force: true }));

test('a program that only waits for the end of what it killed does not end before that', async () => {
  const program = join(import.meta.dirname, 'fixtures/disposes-at-its-end.ts');
  const argv = [process.execPath, '--import', 'tsx', program, join(root, 'temp'), join(root, 'out')];
  const result = await execOnHost(argv, { env: { XDG_STATE_HOME: join(root, 'state') } });
  expect(result).toMatchObject({ exitCode: 0, stdout: 'disposed\n' });
});

test('a signal reaches the children of the process too', async () => {
  const argv = [process.execPath, '-e', 'console.log(require("child_process").spawn("sleep", ["60"]).pid)'];
  const outputFile = join(root, 'family.log');
  const parent = await spawnOnHost({ argv, env: {}, cwd: root, outputFile });
  await expect.poll(() => readFile(outputFile, 'utf8')).toMatch(/^\d+\n$/);
  const child = Number(await readFile(outputFile, 'utf8'));
  await parent.signal('SIGKILL');
  expect(await parent.exited).toEqual({ code: null, signal: 'SIGKILL' });
  await expect.poll(() => isThere(child)).toBe(false);
});

test('a program that is not there is told by its name', async () => {
  const start = spawnOnHost({
    argv: ['no-such-program'],
    env: {},
    cwd: root,
    outputFile: join(root, 'none.log'),
  });
  await expect(start).rejects.toThrow(/cannot start no-such-program: .*ENOENT/);
});

async function isThere(pid: number): Promise<boolean> {
  const stat = await readProcessStat(pid);
  return stat !== null && stat.state !== 'Z';
}
