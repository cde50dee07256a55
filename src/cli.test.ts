import { mkdtempSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { runCommandLine } from './testing/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
const env = { XDG_STATE_HOME: join(folder, 'state') };
afterAll(() => rm(folder, { recursive: true, force: true }));

const badScenario = `
title: misspelt
cluster: { kafka: "3.4.0" }
topic: { name: topic1 }
steps:
  - kil: broker-1
  - kill: broker-4
`;

test('--help names the commands, examples and exit codes', async () => {
  const { code, stdout } = await runCommandLine(['--help'], env);
  expect(code).toBe(0);
  for (const word of ['run', 'validate', 'list', 'check', 'doctor', 'Examples:', 'Exit codes:']) {
    expect(stdout).toContain(word);
  }
});

test('--version is that of package.json', async () => {
  expect((await runCommandLine(['--version'], env)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('all mistakes of a scenario are told with their places, exit code 2, and nothing was started', async () => {
  const file = join(folder, 'bad.yaml');
  await writeFile(file, badScenario);
  const out = join(folder, 'runs');
  const { code, stderr, stdout } = await runCommandLine(['run', file, '--out', out], env);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/bad\.yaml:6:5 +unknown step 'kil'; did you mean 'kill'\?/);
  expect(stderr).toMatch(/bad\.yaml:7:\d+ +.*no node is called 'broker-4'/);
  expect(stderr).toMatch(/2 problems, nothing was started/);
  expect(await readdir(folder)).not.toContain('runs');
});

test('bad input under --json is a line of JSON on standard output, too', async () => {
  const { code, stdout } = await runCommandLine(['run', 'no-such-scenario', '--json'], env);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ exit: 2, valid: 'unknown' });
});

test.each([
  [['run'], /missing required argument 'scenario'/],
  [['rum'], /Did you mean run\?/],
  [['run', 'key9-loss', '--runtime', 'cloud'], /Allowed choices are auto, local, docker/],
  [['run', 'key9-loss', '--repeat', 'x'], /Expected a whole number from 1/],
  [['run', 'key9-loss', '--keep', '--repeat', '2'], /do not go together/],
  [['run', 'key9-loss', '--keep', '--control'], /--keep and --control do not go together/],
  [['run', 'key9-los'], /did you mean 'key9-loss'\?/],
])('%j is refused with the next step, exit code 2, no stack', async (args, message) => {
  const { code, stderr } = await runCommandLine(args, env);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test.runIf(process.platform === 'linux').each([[['list', 'scenarios']], [['run', 'key9-loss', '--dry-run']]])(
  'what %j prints and cannot be written is an error, told once',
  async (args) => {
    const line = `"$0" --import tsx "$1" ${args.join(' ')} > /dev/full`;
    const cli = join(import.meta.dirname, 'cli.ts');
    const { exitCode, stderr } = await execa('/bin/sh', ['-c', line, process.execPath, cli], {
      reject: false,
      env,
    });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^fsync-lab failed: what is printed can't be written: .*ENOSPC[^\n]*$/);
  },
);

test('a flag that does not fit one of several scenarios says which', async () => {
  const { code, stderr } = await runCommandLine(
    ['run', 'key9-loss', 'kill-all', '--variant', 'control', '--dry-run'],
    env,
  );
  expect(code).toBe(2);
  expect(stderr).toContain('kill-all --variant control  kill-all has no variants');
});

test('a dry run tells the plan in words and starts nothing', async () => {
  const { code, stdout } = await runCommandLine(
    ['run', 'key9-loss', '--dry-run', '--set', 'steps.truncate.bytes=20'],
    env,
  );
  expect(code).toBe(0);
  expect(stdout).toContain('truncate last-leader by 20 B');
  expect(stdout).toContain('expect   1 lost record');
});
