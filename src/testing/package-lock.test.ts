import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '../..');
const jsonOf = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const packages: Readonly<Record<string, LockedPackage>> = jsonOf('package-lock.json').packages;

/** Where Node would find it: the nearest node_modules, from the package's own up. */
function isLocked(from: string, name: string): boolean {
  const parts = from.split('/node_modules/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/node_modules/'));
  return ['', ...folders].some((folder) => `${folder ? `${folder}/` : ''}node_modules/${name}` in packages);
}

test('the lock file names the optional packages of every platform, so that an install changes nothing', () => {
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(from, name))
      .map((name) => `${from}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the package holds every folder that README, docs and `--help` point to', () => {
  const { files } = jsonOf('package.json');
  expect(files).toEqual(expect.arrayContaining(['bin', 'dist', 'docker', 'docs', 'scenarios', 'suites']));
});

test('the lock file is that of package.json', () => {
  const { version, dependencies, devDependencies } = jsonOf('package.json');
  expect(packages['']).toMatchObject({ version, dependencies, devDependencies });
});
