import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runClean } from './commands/clean.ts';
import { findOnPath } from './lib/find-on-path.ts';
import { waitUntil } from './lib/wait-until.ts';
import { cellText, type Matrix } from './reports/matrix.ts';
import { livingRuns } from './run/owner.ts';
import { runCommandLine, startCommand } from './testing/command.ts';
import { testLab } from './testing/lab.ts';
import { requirement } from './testing/require.ts';

// The first run builds etcd.
const budgetMs = 10 * 60_000;

const go = await findOnPath('go', process.env.PATH);
const withGo = requirement('go', go !== null, 'there is no `go` on the PATH');
const lab = testLab();
const suite = join(lab.folder, 'kills.yaml');

writeFileSync(
  suite,
  `title: Is anything lost when all are killed?
scenarios: [raft-kill-all]
axes:
  records:
    "5": { set: { steps.0.records: 5 } }
    "6": { set: { steps.0.records: 6 } }
    "7": { set: { steps.0.records: 7 } }
    "8": { set: { steps.0.records: 8 } }
    "9": { set: { steps.0.records: 9 } }
`,
);
const matrixIn = (out: string, ...flags: string[]) => [
  'matrix',
  suite,
  '--runtime',
  'local',
  '--out',
  out,
  ...flags,
];

function stored(folder: string): readonly { digest: string; run: { folder: string } }[] {
  const text = readFileSync(join(folder, 'runs.jsonl'), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

function tableIn(folder: string): readonly string[] {
  const { cells, repeat } = JSON.parse(readFileSync(join(folder, 'matrix.json'), 'utf8')) as Matrix;
  return cells.map((cell) => `${cell.labels.records}: ${cellText(cell, repeat)}`);
}

/** A run of that folder whose cluster is being made or is up. */
function runUnderWay(out: string) {
  return waitUntil({
    what: 'a run that is under way',
    budgetMs: 60_000,
    look: async () => {
      const [run] = (await livingRuns()).filter(({ folder }) => folder.startsWith(out));
      return run === undefined ? { seen: null } : { done: run };
    },
  });
}

function folderIn(text: string): string {
  return /^report {2}(.*)\/matrix\.html$/m.exec(text)?.[1] ?? 'no report';
}

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
    const folder = folderIn(resumed.stdout);
    const runs = stored(folder);
    expect(new Set(runs.map(({ digest }) => digest)).size).toBe(5);
    expect(runs).toHaveLength(5);

    const whole = await runCommandLine(matrixIn(join(lab.folder, 'whole')));
    expect(tableIn(folder)).toEqual(['5: 0/15', '6: 0/16', '7: 0/17', '8: 0/18', '9: 0/19']);
    expect(tableIn(folderIn(whole.stdout))).toEqual(tableIn(folder));
  });
});
