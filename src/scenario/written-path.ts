import { z } from 'zod';
import { stepNamed } from '../steps/index.ts';
import { unknownName } from './issues.ts';
import { childOf, type Path, type Tree } from './tree.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where a dotted path leads along a schema, with the schema of what stands there; or why it leads nowhere. */
type Way = { readonly path: Path; readonly schema: z.ZodType | undefined } | { readonly problem: string };

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

/**
 * Walks `cluster.config.log.flush.interval.messages` along a schema. At a map of free keys with plain values the rest
 * is one key, because Kafka's own keys are full of dots. A key that no form knows is kept: the schema's check will
 * name it, with a suggestion.
 */
function along(schema: z.ZodType, parts: readonly string[], walked: Path): Way {
  const [part, ...rest] = parts;
  if (part === undefined) return { path: walked, schema };
  const forms = formsOf(schema);
  for (const form of forms) {
    const way = into(form, part, rest, walked);
    if (way) return way;
  }
  if (forms.some((form) => form instanceof z.ZodObject || form instanceof z.ZodUnknown)) {
    return { path: [...walked, ...parts], schema: undefined };
  }
  return { problem: `'${walked.join('.')}' has no parts, so there is no '${part}' to set` };
}

/** All forms that a value may have, without what is wrapped around them: optional, default, transform, union. */
export function formsOf(schema: unknown): z.ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(formsOf);
  if (schema instanceof z.ZodPipe) return [...formsOf(schema.in), ...formsOf(schema.out)];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return formsOf(schema.unwrap());
  }
  return schema instanceof z.ZodType ? [schema] : [];
}

function into(form: z.ZodType, part: string, rest: readonly string[], walked: Path): Way | undefined {
  if (form instanceof z.ZodObject && Object.hasOwn(form.shape, part)) {
    return along(form.shape[part], rest, [...walked, part]);
  }
  if (form instanceof z.ZodRecord) return intoRecord(form.valueType as z.ZodType, part, rest, walked);
  if (form instanceof z.ZodArray && /^\d+$/.test(part)) {
    return along(form.element as z.ZodType, rest, [...walked, Number(part)]);
  }
  return undefined;
}

function intoRecord(values: z.ZodType, part: string, rest: readonly string[], walked: Path): Way {
  const holdParts = formsOf(values).some((form) => form instanceof z.ZodObject || form instanceof z.ZodArray);
  if (holdParts) return along(values, rest, [...walked, part]);
  return { path: [...walked, [part, ...rest].join('.')], schema: values };
}
