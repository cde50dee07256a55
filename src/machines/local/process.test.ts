import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { execOnHost } from './exec.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-test-'));
afterAll(() => rm(root, { recursive: true, force: true }));

test('a program that only waits for the end of what it killed does not end before that', async () => {
  const program = join(import.meta.dirname, 'fixtures/disposes-at-its-end.ts');
  const argv = [process.execPath, '--import', 'tsx', program, join(root, 'temp'), join(root, 'out')];
  const result = await execOnHost(argv, { env: { XDG_STATE_HOME: join(root, 'state') } });
  expect(result).toMatchObject({ exitCode: 0, stdout: 'disposed\n' });
});
