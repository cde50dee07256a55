import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { messageOf, UserError } from '../errors.ts';
import { check, problemOf } from './issues.ts';
import { parseYaml, placesIn } from './parse.ts';
import { throwProblems } from './problems.ts';
import { type Tree, toData } from './tree.ts';

/** A YAML file of ours that is no scenario, by its schema. Throws ScenarioProblems with all that is wrong, each with its place. */
export function readYaml<T>(file: string, schema: z.ZodType<T, unknown>): T {
  return readYamlTree(file, schema).value;
}

/** The same with the places of all that is written, for what else can be wrong with it. */
export function readYamlTree<T>(
  file: string,
  schema: z.ZodType<T, unknown>,
): { readonly value: T; readonly tree: Tree } {
  const { tree, problems } = parseYaml(textOf(file), placesIn(file));
  throwProblems(problems);
  const checked = check(schema, toData(tree));
  if ('value' in checked) return { value: checked.value, tree };
  throwProblems(checked.mistakes.map((mistake) => problemOf(mistake, tree)));
  throw new TypeError('a file without mistakes has a value');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${messageOf(error)}`, { cause: error });
  }
}
