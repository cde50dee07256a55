import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const module = join(import.meta.dirname, 'must-end.ts');

/** The exit code of a process that awaits this, and says 3 when it runs dry. */
async function exitOf(work: string): Promise<number | undefined> {
  const program = `
    import { mustEnd } from ${JSON.stringify(module)};
    void mustEnd(${work}, () => { process.exitCode = 3; });`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', program];
  return (await execa(process.execPath, args, { reject: false })).exitCode;
}

test('a process that ends before its work is no success', async () => {
  expect(await exitOf('new Promise(() => {})')).toBe(3);
  expect(await exitOf('Promise.resolve()')).toBe(0);
});
