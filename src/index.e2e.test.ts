import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const docs = await readFile(join(root, 'docs/library.md'), 'utf8');

/** The example as it is written, in a project that has the built package and Vitest. */
async function openExample(title: string) {
  const code = new RegExp(`^## ${title}$[^]*?^\`\`\`js\\n([^]*?)^\`\`\`$`, 'm').exec(docs)?.[1];
  // Node counts an empty file as a test that passed.
  if (!code) throw new Error(`docs/library.md has no example for ${title}`);
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-library-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(root, join(folder, 'node_modules/fsync-lab'));
  await symlink(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  await writeFile(join(folder, 'example.test.mjs'), code);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

// The runner within a runner must not take over what this one says of itself.
const env = { NODE_TEST_CONTEXT: undefined, VITEST: undefined, NODE_OPTIONS: undefined };

test('the example for node:test runs a real cluster, and passes', async () => {
  await using example = await openExample('node:test');
  const { stdout } = await execa('node', ['--test', '--test-reporter=tap', 'example.test.mjs'], {
    cwd: example.folder,
    env,
  });
  expect(stdout).toMatch(/^# Subtest: key9 is lost, and nothing else$/m);
  expect(stdout).toMatch(/^# pass 1$/m);
});

test('the example for Vitest passes', async () => {
  await using example = await openExample('Vitest');
  const { stdout } = await execa('node', ['node_modules/vitest/vitest.mjs', 'run'], {
    cwd: example.folder,
    env,
  });
  expect(stdout).toMatch(/2 passed/);
});
