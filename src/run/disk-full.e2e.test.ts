import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { execOnHost } from '../machines/local/machine.ts';
import { local } from '../machines/local.ts';
import { runCommandLine } from '../testing/command.ts';
import { expectNothingLeft, testLab } from '../testing/lab.ts';
import { requirement } from '../testing/require.ts';

const power = (await local.powers()).find(({ name }) => name === 'power-loss');
const withDisks = requirement('disks', power?.there === true, power?.why ?? '');
const lab = testLab();

withDisks('a disk that is full', () => {
  const out = join(lab.folder, 'small');
  const mountSmall = async (size: string) => {
    await mkdir(out, { recursive: true });
    const mounted = await execOnHost(['mount', '-t', 'tmpfs', '-o', `size=${size}`, 'none', out]);
    expect(mounted).toMatchObject({ exitCode: 0 });
  };
  const runKey9 = () => runCommandLine(['run', 'key9-loss', '--runtime', 'local', '--out', out]);
  afterEach(() => execOnHost(['umount', out]));

  test('in the middle of a run ends it with exit code 3, what to do, and nothing left behind', async () => {
    await mountSmall('64k');
    const { code, stderr } = await runKey9();
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^fsync-lab failed: cannot write .*history\.jsonl: ENOSPC: .*; make room there, or name a folder .*--out DIR$/m,
    );
    expect(stderr).not.toMatch(/^\s+at /m);
    await expectNothingLeft();
  });

  test('before anything was started is a mistake of the user, exit code 2', async () => {
    await mountSmall('4k');
    const { code, stderr } = await runKey9();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cannot make the run's folder: ENOSPC/m);
    expect(stderr).toMatch(/^make room there, or name a folder on another disk: --out DIR$/m);
    await expectNothingLeft();
  });
});
