import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Assessment } from '../reports/assessment.ts';
import { runCommandLine } from '../testing/command.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** Whether somebody without any right of ours can run this source. */
async function isOpenToAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o5) !== 0o5) return false;
  return folder === dirname(folder) || isOpenToAll(dirname(folder));
}

test('without root and Docker a loss of power is told as not tried, never as safe', async ({ skip }) => {
  skip(isRoot && !(await isOpenToAll(import.meta.dirname)), 'another user cannot read this source');
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o777);
  const file = join(folder, 'server.properties');
  await writeFile(file, 'zookeeper.connect=zk1:2181\n');
  const names = ['loses-power-all', 'loses-power-one', 'loses-power-zone'];
  const { code, stdout } = await runCommandLine(
    ['assess', file, '--kafka', '3.9.1', '--threats', names.join(','), '--out', folder, '--json'],
    { HOME: folder, XDG_STATE_HOME: folder, XDG_CACHE_HOME: folder, DOCKER_HOST: 'unix:///nowhere.sock' },
    isRoot ? { uid: nobody, gid: nobody } : {},
  );
  const { rows }: Assessment = JSON.parse(stdout);
  const notTried = { verdict: 'not tried', acknowledged: null, lost: null, run: null };
  expect(rows).toMatchObject(names.map((name) => ({ name, ...notTried })));
  expect(rows[0]?.reasons.join()).toMatch(
    /lacks: docker: no daemon .*; local: mounting a disk per node needs root/,
  );
  expect(code).toBe(3);
});
