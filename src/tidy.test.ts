import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { libraryScenarios, loadScenario, validateScenario } from './scenario/index.ts';

interface Source {
  /** Relative to src, with `/`. */
  readonly path: string;
  readonly text: string;
}

const root = import.meta.dirname;
const linesMax = 200;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

const files: readonly Source[] = filesBelow(root)
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
const isForTests = ({ path }: Source) => /\.test\.ts$|(^|\/)(fixtures|testing)\//.test(path);
const sources = files.filter((file) => !isForTests(file));

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

/** Files of ours that a file imports, relative to src. */
function ownImportsOf({ path, text }: Source): readonly string[] {
  return importsOf(text)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.normalize(posix.join(posix.dirname(path), name)));
}

const everyone = ['lib', 'errors.ts', 'plan.ts'];
const anything = ['*'];

/** Who may import whom; what is not listed is forbidden. The same table stands in src/README.md. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  // A wait that runs out throws Inconclusive.
  lib: ['errors.ts'],
  'errors.ts': [],
  'plan.ts': ['lib'],
  segments: everyone,
  history: everyone,
  machines: everyone,
  systems: [...everyone, 'machines/machine.ts', 'segments'],
  cluster: [...everyone, 'machines', 'systems/system.ts', 'history'],
  steps: [
    ...everyone,
    'cluster',
    'systems/system.ts',
    'systems/own-steps.ts',
    'machines/machine.ts',
    'history/event.ts',
  ],
  // What a scenario can do with one system alone: a step like any other, that lives with its system.
  'own-steps': [...everyone, 'steps', 'cluster', 'systems', 'machines/machine.ts', 'history/event.ts'],
  checks: [...everyone, 'history'],
  judge: [...everyone, 'checks', 'history'],
  reports: [...everyone, 'judge', 'checks', 'history', 'segments'],
  scenario: [...everyone, 'steps', 'systems', 'machines', 'checks'],
  run: [
    ...everyone,
    'segments',
    'history',
    'machines',
    'systems',
    'cluster',
    'steps',
    'checks',
    'judge',
    'reports',
  ],
  suites: [...everyone, 'run', 'scenario', 'reports', 'history/event.ts'],
  'ui.ts': [...everyone, 'history/event.ts', 'judge', 'reports/text.ts'],
  commands: anything,
  cli: anything,
  'cli.ts': anything,
  'index.ts': anything,
};

function partOf(path: string): string {
  if (/^systems\/([^/]+\/)?(own-steps\.ts$|steps\/|waits\/)/.test(path)) return 'own-steps';
  const [first = ''] = path.split('/');
  return first === 'run.ts' ? 'run' : first;
}

function mayImport(from: Source, target: string): boolean {
  const part = partOf(from.path);
  if (part === partOf(target)) return true;
  const permitted = allowed[part] ?? [];
  return permitted.includes('*') || permitted.some((entry) => partOf(target) === entry || target === entry);
}

/** Each way that leads back to a file on it, found once. */
function circlesIn(importsByPath: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, way: readonly string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' -> '));
    if (done.has(path) || way.includes(path)) return;
    for (const next of importsByPath.get(path) ?? []) walk(next, [...way, path]);
    done.add(path);
  };
  for (const path of importsByPath.keys()) walk(path, []);
  return circles;
}

describe('imports', () => {
  it('follow the table', () => {
    const forbidden = sources.flatMap((source) =>
      ownImportsOf(source)
        .filter((target) => !mayImport(source, target))
        .map((target) => `${source.path} -> ${target}`),
    );
    expect(forbidden).toEqual([]);
  });

  it.each([
    ['chalk', 'ui.ts'],
    ['ora', 'ui.ts'],
    ['kafkajs', 'systems/kafka/'],
    ['dockerode', 'machines/docker'],
    ['bullmq', 'suites/queue/'],
    ['ioredis', 'suites/queue/'],
    ['commander', 'cli'],
    ['yaml', 'scenario/'],
  ])('of %s are only in %s', (library, home) => {
    const others = sources.filter(
      ({ path, text }) =>
        !path.startsWith(home) &&
        importsOf(text).some((name) => name === library || name.startsWith(`${library}/`)),
    );
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  it('of one system are only in systems/: others ask its seam', () => {
    const knowing = sources.filter((source) =>
      ownImportsOf(source).some((target) => /^systems\/[^/]+\//.test(target)),
    );
    expect(knowing.map(({ path }) => path).filter((path) => !path.startsWith('systems/'))).toEqual([]);
  });

  it('form no circle, not even of types', () => {
    const importsByPath = new Map(sources.map((source) => [source.path, ownImportsOf(source)]));
    expect(circlesIn(importsByPath)).toEqual([]);
  });

  it('of code never reach into tests', () => {
    const reaching = sources.filter((source) =>
      ownImportsOf(source).some((target) => isForTests({ path: target, text: '' })),
    );
    expect(reaching.map(({ path }) => path)).toEqual([]);
  });
});

describe('files', () => {
  it(`have at most ${linesMax} lines`, () => {
    const long = sources.filter(({ text }) => text.split('\n').length > linesMax).map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('print nothing but through ui.ts and the streams of a command', () => {
    expect(sources.filter(({ text }) => /\bconsole\.\w+\(/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('hold no bare TODO', () => {
    expect(
      files
        .filter(({ path, text }) => path !== 'tidy.test.ts' && /\bTODO\b/.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('hand no async function to what would not await it', () => {
    const floating = /(?:setTimeout|setInterval|\.on|\.once)\(\s*(?:'[^']*',\s*)?async\b/;
    expect(sources.filter(({ text }) => floating.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('do not sleep for a fixed time: waits are lib/wait-until.ts', () => {
    const sleeping = sources.filter(({ text }) => /\.sleep\(\s*[\d_]+/.test(text)).map(({ path }) => path);
    expect(sleeping).toEqual([]);
  });
});

describe('registries', () => {
  const folders = [
    'steps/faults',
    'steps/actions',
    'steps/workloads',
    'steps/probes',
    'steps/waits',
    'systems/kafka/steps',
    'systems/kafka/waits',
    'checks/anomalies',
    'checks/evidence',
    'reports',
  ];
  const helpers = new Set(['index.ts', 'report.ts']);

  it.each(folders)('every file of %s has a test beside it', (folder) => {
    const inFolder = files.filter(({ path }) => dirname(path) === folder).map(({ path }) => basename(path));
    const untested = inFolder.filter(
      (name) =>
        !name.endsWith('.test.ts') &&
        !helpers.has(name) &&
        !inFolder.includes(name.replace(/\.ts$/, '.test.ts')),
    );
    expect(untested).toEqual([]);
  });

  it.each(folders.slice(0, 9))('every file of %s is in a registry', (folder) => {
    const imported = new Set(
      files.filter(({ path }) => ['index.ts', 'own-steps.ts'].includes(basename(path))).flatMap(ownImportsOf),
    );
    const missing = files
      .filter(
        (file) => dirname(file.path) === folder && !isForTests(file) && basename(file.path) !== 'index.ts',
      )
      .filter(
        ({ path, text }) =>
          /define(Step|NodeFault|Wait|Anomaly|Evidence)|EvidenceCheck/.test(text) && !imported.has(path),
      );
    expect(missing.map(({ path }) => path)).toEqual([]);
  });
});

describe('the library', () => {
  it.each(libraryScenarios().map(({ name }) => name))('%s loads with every variant', (name) => {
    expect(validateScenario(loadScenario(name)).length).toBeGreaterThan(0);
  });
});

test('the changelog has a place for what comes next', () => {
  expect(readFileSync(join(root, '../CHANGELOG.md'), 'utf8')).toContain('## [Unreleased]');
});
