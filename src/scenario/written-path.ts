import { stepNamed } from '../steps/index.ts';
import { unknownName } from './issues.ts';
import { along, type Way } from './schema-path.ts';
import { childOf, type Path, type Tree } from './tree.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Finds the part of a scenario that `--set` or a variant means by a path such as `steps.6.bytes`. */
export function findPath(text: string, tree: Tree, vocabulary: Vocabulary): Way {
  const parts = inWrittenForm(text.split('.'), tree);
  if (parts.includes('')) return { problem: `expected names with dots between them, got \`${text}\`` };
  const way =
    parts[0] === 'steps' && parts[1] !== undefined
      ? stepPath(parts[1], parts.slice(2), tree)
      : along(vocabulary.schema, parts, []);
  return 'problem' in way ? way : (missingItem(way.path, tree) ?? way);
}

/** The name of a written step: the one key of its map. */
function stepNameOf(step: Tree | undefined): string | undefined {
  return step?.kind === 'map' && step.entries.size === 1 ? step.entries.keys().next().value : undefined;
}

/** The written steps with this name, as indexes. */
export function stepsNamed(name: string, tree: Tree): number[] {
  return writtenSteps(tree).flatMap((step, index) => (stepNameOf(step) === name ? [index] : []));
}

/** The names of all written steps, each once. */
export function stepNamesIn(tree: Tree): string[] {
  return [...new Set(writtenSteps(tree).flatMap((step) => stepNameOf(step) ?? []))];
}

/** One topic may stand under `topic` or in `topics`; a path means it either way. */
function inWrittenForm(parts: readonly string[], tree: Tree): readonly string[] {
  const [first, second, ...rest] = parts;
  const topics = childOf(tree, 'topics');
  if (first === 'topic' && second !== undefined && topics?.kind === 'list' && topics.items.length === 1) {
    return ['topics', '0', second, ...rest];
  }
  return first === 'topics' && second === '0' && childOf(tree, 'topic') ? ['topic', ...rest] : parts;
}

function stepPath(step: string, rest: readonly string[], tree: Tree): Way {
  const index = stepIndex(step, tree);
  if (typeof index !== 'number') return index;
  const name = stepNameOf(writtenSteps(tree)[index]);
  const isWhole = rest.length === 0 && /^\d+$/.test(step);
  if (name === undefined || isWhole) return { path: ['steps', index, ...rest], schema: undefined };
  const schema = stepNamed(name)?.schema;
  const inArguments = rest[0] === name ? rest.slice(1) : rest;
  const path: Path = ['steps', index, name];
  return schema ? along(schema, inArguments, path) : { path: [...path, ...inArguments], schema: undefined };
}

function stepIndex(step: string, tree: Tree): number | { readonly problem: string } {
  if (/^\d+$/.test(step)) return Number(step);
  const [index, ...others] = stepsNamed(step, tree);
  if (index === undefined) return { problem: unknownName('step', step, stepNamesIn(tree)) };
  if (others.length === 0) return index;
  return {
    problem: `several steps are called '${step}': say which, as steps.${[index, ...others].join(', steps.')}`,
  };
}

function missingItem(path: Path, tree: Tree): { readonly problem: string } | undefined {
  let at: Tree | undefined = tree;
  for (const [depth, key] of path.entries()) {
    if (typeof key === 'number' && !childOf(at, key)) {
      const list = path.slice(0, depth).join('.');
      const there = at?.kind === 'list' ? `: ${list} are counted from 0 to ${at.items.length - 1}` : '';
      return { problem: `there is no ${list}.${key}${there}` };
    }
    at = childOf(at, key);
  }
  return undefined;
}

function writtenSteps(tree: Tree): readonly Tree[] {
  const steps = childOf(tree, 'steps');
  return steps?.kind === 'list' ? steps.items : [];
}
