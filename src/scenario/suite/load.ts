import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../../errors.ts';
import { packageFolder } from '../../lib/package-version.ts';
import { didYouMean } from '../../lib/suggest.ts';
import type { Plan } from '../../plan.ts';
import { patchedText } from '../from-afar.ts';
import { scenarioName } from '../library.ts';
import { loadScenario } from '../load.ts';
import type { PlanOptions } from '../plan-scenario.ts';
import { type Place, type Problem, ScenarioProblems, throwProblems } from '../problems.ts';
import { readYamlTree } from '../read-yaml.ts';
import { keyPlaceAt, type Path, placeAt, type Tree, treeAt } from '../tree.ts';
import { planOrNameTheWayOut } from '../validate-scenario.ts';
import { type Axis, axesOf, cellsOf, scenarioAxis, type WrittenCell } from './cells.ts';
import { nameMistakes } from './names.ts';
import { suiteSchema } from './schema.ts';

/** A cell of the table: what runs there, or why nothing does. */
export interface SuiteCell {
  readonly labels: Readonly<Record<string, string>>;
  readonly excluded: string | null;
  /** Null when it is excluded. */
  readonly plan: Plan | null;
  /** The scenario's text with all that is laid over it, for a machine that has none of the files. */
  readonly text: () => string;
}

/** A suite with every cell planned. */
export interface Suite {
  readonly name: string;
  readonly title: string;
  readonly about: string | null;
  readonly axes: readonly Axis[];
  /** The axes of the rows; the others are those of the columns. */
  readonly rows: readonly string[];
  readonly repeat: number;
  readonly cells: readonly SuiteCell[];
}

const suitesFolder = join(packageFolder, 'suites');

/** The names of the suites that come with the package. */
export function librarySuites(): readonly string[] {
  return existsSync(suitesFolder)
    ? readdirSync(suitesFolder)
        .filter((entry) => /\.ya?ml$/.test(entry))
        .map(scenarioName)
        .sort()
    : [];
}

/**
 * Reads a suite, a file or a name of the library, and plans all its cells; the options lie over each of them. Throws
 * ScenarioProblems with all that is wrong, each mistake once and at its place in the suite.
 */
export function loadSuite(fileOrName: string, options: PlanOptions = {}): Suite {
  const file = fileOf(fileOrName);
  const { value: suite, tree } = readYamlTree(file, suiteSchema);
  throwProblems(nameMistakes(suite).map(({ at, message }) => ({ place: placeAt(tree, at), message })));
  const problems: Problem[] = [];
  const cells = cellsOf(suite).map((cell): SuiteCell => {
    const { labels, excluded } = cell;
    if (excluded !== null) return { labels, excluded, plan: null, text: () => '' };
    const text = () => patchedText(loadScenario(beside(file, cell.scenario)), optionsOf(cell, options, file));
    return { labels, excluded, plan: planned(cell, { options, tree, file, problems }), text };
  });
  throwProblems(problems);
  const { title, about = null, repeat, rows = [scenarioAxis] } = suite;
  return { name: scenarioName(file), title, about, axes: axesOf(suite), rows, repeat, cells };
}

function fileOf(fileOrName: string): string {
  if (existsSync(fileOrName)) return fileOrName;
  const names = librarySuites();
  if (names.includes(fileOrName)) return join(suitesFolder, `${fileOrName}.yaml`);
  const what = /[/\\]|\.ya?ml$/.test(fileOrName) ? 'there is no file' : 'no suite is called';
  throw new UserError(`${what} ${fileOrName}${didYouMean(fileOrName, names)}`, {
    hint: `Give a file, or one of the library: ${names.join(', ')}.`,
  });
}

interface Planning {
  readonly options: PlanOptions;
  readonly tree: Tree;
  readonly file: string;
  readonly problems: Problem[];
}

function planned(cell: WrittenCell, { options, tree, file, problems }: Planning): Plan | null {
  try {
    const written = loadScenario(beside(file, cell.scenario));
    return planOrNameTheWayOut(written, optionsOf(cell, options, file));
  } catch (error) {
    const at = cell.parts[0]?.at ?? [];
    if (!(error instanceof UserError)) throw error;
    const found =
      error instanceof ScenarioProblems
        ? error.problems
        : [{ place: { text: '', line: Number.POSITIVE_INFINITY, column: 0 }, message: error.message }];
    const labels = Object.values(cell.labels).join(', ');
    for (const { place, message } of found) {
      // What is wrong in the scenario's own file has a place of its own, and is wrong in every cell.
      const isOfFile = Number.isFinite(place.line);
      const inSuite = placeOf(place, cell, tree) ?? placeAt(tree, at);
      problems.push(isOfFile ? { place, message } : { place: inSuite, message: `${labels}: ${message}` });
    }
    return null;
  }
}

/** Files are named from the suite's folder; a name of the library is none. */
function beside(suiteFile: string, name: string): string {
  const file = join(dirname(suiteFile), name);
  return existsSync(file) && /[./]/.test(name) ? relative(process.cwd(), file) : name;
}

function optionsOf({ parts, expect }: WrittenCell, given: PlanOptions, file: string): PlanOptions {
  const patches = parts.map(({ patch }) => patch);
  const set = patches.flatMap((patch) => Object.entries(patch.set ?? {})).map(assignment);
  const config = patches.flatMap((patch) => patch.config ?? []).map((name) => beside(file, name));
  return {
    ...given,
    kafka: given.kafka ?? patches.findLast(({ kafka }) => kafka !== undefined)?.kafka,
    variant: patches.findLast(({ variant }) => variant !== undefined)?.variant,
    config: [...config, ...(given.config ?? [])],
    set: [...set, ...(expect ? [assignment(['expect', expect.value])] : []), ...(given.set ?? [])],
  };
}

/** JSON is YAML, so any value can stand behind the path. */
function assignment([path, value]: readonly [path: string, value: unknown]): string {
  return `${path}=${JSON.stringify(value)}`;
}

/** Where the suite says what became a flag: the last part that lays such a thing over the scenario. */
function placeOf({ text }: Place, { parts, expect }: WrittenCell, tree: Tree): Place | undefined {
  const [, flag = '', path = ''] = /^--(\w+) ?([^=]*)/.exec(text) ?? [];
  if (expect && flag === 'set' && path === 'expect') return placeAt(tree, expect.at);
  const keys: Path = flag === 'set' ? ['set', path] : [flag];
  const part = parts.findLast(({ at }) => treeAt(tree, [...at, ...keys]) !== undefined);
  return part && keyPlaceAt(tree, [...part.at, ...keys]);
}
