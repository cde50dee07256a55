import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { execOnHost } from '../machines/local/exec.ts';
import { local } from '../machines/local.ts';
import { runCommandLine, startCommand } from '../testing/command.ts';
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
  const runKey9 = ['run', 'key9-loss', '--runtime', 'local', '--out', out];
  afterEach(() => execOnHost(['umount', out]));

  test('in the middle of a run ends it with exit code 3, what to do, and nothing left behind', async () => {
    await mountSmall('16m');
    const command = startCommand(runKey9);
    await command.shows(/kill broker-1/);
    // As somebody else's file would; it takes what there is, and then fails.
    await execOnHost(['dd', 'if=/dev/zero', `of=${join(out, 'filler')}`, 'bs=4k']);
    expect(await command.exited).toEqual({ code: 3, signal: null });
    expect(command.stdout() + command.stderr()).toMatch(/make room there, or name a\s+folder on another/);
    expect(command.stderr()).not.toMatch(/^\s+at /m);
    await expectNothingLeft();
  });

  test.each(['4k', '64k'])('of %s before anything was started is exit code 2', async (size) => {
    await mountSmall(size);
    const { code, stderr } = await runCommandLine(runKey9);
    expect(code).toBe(2);
    expect(stderr).toMatch(/make room there, or name a folder on another disk: --out DIR$/m);
    await expectNothingLeft();
  });
});
