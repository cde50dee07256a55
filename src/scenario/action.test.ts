import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-action-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Step {
  readonly id?: string;
  readonly run?: string;
}
const steps: readonly Step[] = parse(readFileSync(join(root, 'action.yml'), 'utf8')).runs.steps;

// In the command's place: tells its arguments, and ends like a run that lost data.
const command = `
require('node:fs').writeFileSync(process.env.SEEN, JSON.stringify(process.argv.slice(2)));
console.log(JSON.stringify({ verdict: 'not-as-expected', run: 'runs/a\\nverdict=as-expected' }));
process.exit(1);
`;
mkdirSync(join(folder, 'bin'));
mkdirSync(join(folder, 'data'));
writeFileSync(join(folder, 'bin/fsync-lab.js'), command);
symlinkSync(join(root, 'data/jars'), join(folder, 'data/jars'));
symlinkSync(join(root, 'docker'), join(folder, 'docker'));

/** As GitHub does it: the step's text in a file of its own, for `bash -eo pipefail`. */
async function perform(id: string, inputs: Readonly<Record<string, string>> = {}) {
  const output = join(folder, `${id}.output`);
  const seen = join(folder, 'seen.json');
  writeFileSync(output, '');
  const script = join(folder, `${id}.sh`);
  writeFileSync(script, steps.find((step) => step.id === id)?.run ?? 'exit 99');
  const env = { GITHUB_ACTION_PATH: folder, GITHUB_OUTPUT: output, RUNNER_TEMP: folder, SEEN: seen };
  const { exitCode } = await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: folder,
    env: { ...env, ...inputs },
    reject: false,
  });
  return { exitCode, output: readFileSync(output, 'utf8'), seen };
}

test('the run step hands inputs on as they are, and its exit code and outputs are those of the run', async () => {
  const scenario = '$(touch owned); "x" `id`.yaml';
  const { exitCode, output, seen } = await perform('run', {
    SCENARIO: scenario,
    RUNTIME: 'local',
    OUT: 'a b',
  });
  expect(exitCode).toBe(1);
  expect(output).toBe('verdict=not-as-expected\nreport=runs/a verdict=as-expected/report.md\n');
  const words = ['run', '--json', '--runtime', 'local', '--out', 'a b', '--', scenario];
  expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual(words);
});

test('jars and images are cached by their digests', async () => {
  expect(await perform('digest')).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/^jars=[0-9a-f]{64}\nimages=[0-9a-f]{64}\n$/),
  });
});

// In the place of docker: tells its arguments, lists two images, and makes the file that it is to save.
const docker = `#!/bin/sh
echo "$@" >> "$SEEN"
case "$1" in
  image) printf 'fsync-lab/machine:1\\nfsync-lab/kafka-3.4.0:2\\n' ;;
  save) echo images > "$3" ;;
esac
`;

test('images are saved once, and loaded where they were saved', async () => {
  mkdirSync(join(folder, 'path'));
  writeFileSync(join(folder, 'path/docker'), docker, { mode: 0o755 });
  const inputs = { PATH: `${join(folder, 'path')}:${process.env.PATH}`, SEEN: join(folder, 'docker.log') };
  writeFileSync(inputs.SEEN, '');
  for (const id of ['load-images', 'save-images', 'load-images', 'save-images']) {
    expect(await perform(id, inputs)).toMatchObject({ exitCode: 0 });
  }
  const file = join(folder, 'fsync-lab-images/images.tar');
  expect(readFileSync(inputs.SEEN, 'utf8').match(/^(save|load).*$/gm)).toEqual([
    `save --output ${file} fsync-lab/machine:1 fsync-lab/kafka-3.4.0:2`,
    `load --quiet --input ${file}`,
  ]);
});

test('no shell text has an input in it', () => {
  expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
});
