import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { messageOf, UserError } from '../errors.ts';
import { formatBytes } from '../lib/size.ts';
import { didYouMean } from '../lib/suggest.ts';
import { libraryScenarios, scenarioName } from './library.ts';
import { parseYaml, placesIn } from './parse.ts';
import { throwProblems } from './problems.ts';
import { type Tree, treeAt } from './tree.ts';

// The scenarios of the library have 1-3 kB; what is a hundred times as large was not written by hand.
const bytesMax = 256 * 1024;

/** A scenario as its author wrote it, each part with its place. */
export interface WrittenScenario {
  readonly name: string;
  /** As the user named it: a file, or the bare name of one of the library. */
  readonly file: string;
  /** The text, for the run's folder. */
  readonly text: string;
  readonly tree: Tree;
}

/** Reads a scenario from a file, or from the library by its bare name. Throws ScenarioProblems with all that is no YAML. */
export function loadScenario(fileOrName: string): WrittenScenario {
  const inLibrary = libraryScenarios().find(({ name }) => name === fileOrName);
  const path = isFile(fileOrName) ? fileOrName : inLibrary?.file;
  if (path === undefined) throw notFound(fileOrName);
  const label = path === fileOrName ? path : `${fileOrName}.yaml`;
  return { ...parseScenario(readText(path), label), file: fileOrName };
}

/** Reads a scenario from its text. */
export function parseScenario(text: string, file: string): WrittenScenario {
  const { tree, problems } = parseYaml(text, placesIn(file));
  throwProblems(problems);
  if (tree.kind !== 'map') {
    const message = 'a scenario is a map with title, cluster, topic and steps';
    throwProblems([{ place: tree.place, message }]);
  }
  return { name: scenarioName(file), file, text, tree: withoutExtensions(tree) };
}

/** `x-common: &common …`, as in Compose files: a place for anchors, and nothing by itself. */
function withoutExtensions(tree: Tree): Tree {
  if (tree.kind !== 'map') return tree;
  return { ...tree, entries: new Map([...tree.entries].filter(([key]) => !key.startsWith('x-'))) };
}

/** A pipe will do, too: `run /dev/stdin`, `run <(sed …)`. */
function isFile(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isDirectory();
}

function readText(path: string): string {
  const bytes = readBytes(path);
  if (bytes.length > bytesMax) {
    throw new UserError(`${path}: it is too large for a scenario`, {
      hint: `At most ${formatBytes(bytesMax)} are read.`,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const text = isUtf16(bytes) ? 'it is UTF-16, not UTF-8' : 'it is no UTF-8 text';
    throw new UserError(`${path}: ${text}`, { hint: 'Save it as UTF-8.', cause: error });
  }
}

/** Not all of it when that is too much: a device may never end. */
function readBytes(path: string): Buffer {
  const bytes = Buffer.alloc(bytesMax + 1);
  let length = 0;
  try {
    const file = openSync(path, 'r');
    try {
      for (let read = -1; read !== 0 && length < bytes.length; length += read)
        read = readSync(file, bytes, length, bytes.length - length, null);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new UserError(`${path}: ${messageOf(error)}`, { cause: error });
  }
  return bytes.subarray(0, length);
}

function isUtf16([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function notFound(fileOrName: string): UserError {
  const names = libraryScenarios().map(({ name }) => name);
  const isPath = /[/\\]|\.ya?ml$/.test(fileOrName);
  const message = isPath
    ? `there is no file ${fileOrName}`
    : `no scenario is called '${fileOrName}'${didYouMean(fileOrName, names)}`;
  return new UserError(message, {
    hint: `Give a file, or one of the library: ${names.join(', ')}.`,
  });
}

/** What a scenario threatens a configuration with. */
export interface WrittenThreat {
  /** What happens, in a few words: a row of the table that `assess` prints. */
  readonly text: string;
  /** How many replicas it needs to make sense; undefined when any number serves. */
  readonly replicas: number | undefined;
}

/** The threat that a scenario is; undefined for one that makes a claim of its own. */
export function threatOf({ tree }: WrittenScenario): WrittenThreat | undefined {
  const text = leafAt(tree, ['threat']);
  if (text === undefined) return undefined;
  const replicas = leafAt(tree, ['topic', 'replicas']);
  return { text: String(text), replicas: typeof replicas === 'number' ? replicas : undefined };
}

function leafAt(tree: Tree, path: readonly string[]) {
  const found = treeAt(tree, path);
  return found?.kind === 'leaf' && found.value !== null ? found.value : undefined;
}
