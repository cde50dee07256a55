import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { sourceStack } from './source-stack.ts';

const program = `interface Nothing {
  readonly name: string;
}

export function fail(): never {
  throw new Error('on the sixth line');
}
`;

test('a stack from the bundle names the source and its line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-stack-'));
  try {
    await writeFile(join(folder, 'fails.ts'), program);
    await using bundle = await rolldown({ input: join(folder, 'fails.ts'), platform: 'node' });
    const file = join(folder, 'dist/fails.cjs');
    await bundle.write({ file, format: 'cjs', sourcemap: true, minify: true });
    const error = thrownBy(createRequire(import.meta.url)(file).fail);
    expect(error.stack).toContain('fails.cjs:1:');
    expect(sourceStack(error)).toContain('fails.ts:6:');
    expect(sourceStack(error)).not.toContain('fails.cjs');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a stack without source maps stays as it is', () => {
  const error = new Error('here');
  expect(sourceStack(error)).toBe(error.stack);
  error.stack = 'Error: there\n    at run (/nowhere/run.cjs:1:2)';
  expect(sourceStack(error)).toBe(error.stack);
});

function thrownBy(work: () => void): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
