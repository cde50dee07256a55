import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runClean } from './commands/clean.ts';
import { runCommandLine, startCommand } from './testing/command.ts';
import { withGo } from './testing/go.ts';
import { folderTold, killsSuite, killsTable, runUnderWay, storedIn, tableIn } from './testing/kills-suite.ts';
import { testLab } from './testing/lab.ts';

// The first run builds etcd.
const budgetMs = 10 * 60_000;

const lab = testLab();
const ofSuite = killsSuite(lab.folder);
const matrixIn = (out: string, ...flags: string[]) => ofSuite(out, '--runtime', 'local', ...flags);

withGo('a matrix that is killed', () => {
  afterEach(async () => expect(await lab.leftLocally()).toEqual([]));

  test('goes on with what has no result, and its table is that of one that was not', {
    timeout: budgetMs,
  }, async () => {
    const out = join(lab.folder, 'killed');
    const command = startCommand(matrixIn(out));
    await command.shows(/0 of 5 runs done|lost of/);
    const other = await runCommandLine(matrixIn(out, '--resume'));
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toMatch(/is in use by another `matrix`: process \d+\nWait until it has ended/);
    await command.shows(/lost of/);
    const run = await runUnderWay(out);
    command.process.kill('SIGKILL');
    expect(await command.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await runClean({ ids: [run.id] }, () => undefined)).toBe(0);

    const resumed = await runCommandLine(matrixIn(out, '--resume'));
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toMatch(/[1-4] of 5 runs are done already/);
    const folder = folderTold(resumed.stdout);
    const runs = storedIn(folder);
    expect(new Set(runs.map(({ digest }) => digest)).size).toBe(5);
    expect(runs).toHaveLength(5);

    const whole = await runCommandLine(matrixIn(join(lab.folder, 'whole')));
    expect(tableIn(folder)).toEqual(killsTable);
    expect(tableIn(folderTold(whole.stdout))).toEqual(tableIn(folder));
  });
});
