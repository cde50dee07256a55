import { stringify } from 'yaml';
import type { PlannedStep } from '../plan.ts';
import { foreignWord } from '../steps/foreign-word.ts';
import { stepNamed, steps } from '../steps/index.ts';
import type { Step } from '../steps/step.ts';
import type { System } from '../systems/system.ts';
import { check, type Mistake, unknownName } from './issues.ts';
import { childOf, type Path, type Tree, toData } from './tree.ts';

/** A step as far as it could be read; without `step` it is wrong in itself. */
export interface ReadStep {
  readonly written: Tree;
  readonly at: Path;
  readonly step?: Step;
  readonly planned?: PlannedStep;
  readonly mistakes: readonly Mistake[];
}

/** Reads each step by the schema of its own, so that a wrong one hides no other. */
export function readSteps(tree: Tree, system: Pick<System, 'name' | 'lacks'>): ReadStep[] {
  const steps = childOf(tree, 'steps');
  if (steps?.kind !== 'list') return [];
  return steps.items.map((written, index) => readStep(written, ['steps', index], system));
}

function readStep(written: Tree, at: Path, system: Pick<System, 'name' | 'lacks'>): ReadStep {
  const wrong = (mistake: Mistake): ReadStep => ({ written, at, mistakes: [mistake] });
  if (written.kind !== 'map') return wrong({ path: at, about: 'value', message: noMap(written) });
  const [name, second] = written.entries.keys();
  const entry = name === undefined ? undefined : written.entries.get(name);
  if (name === undefined || !entry) {
    return wrong({ path: at, about: 'value', message: 'a step without a name: kill: broker-1' });
  }
  if (second !== undefined) {
    const message = `'${second}' stands beside '${name}': a step is a map with one key, so indent it below, or begin a step of its own with '-'`;
    return wrong({ path: [...at, second], about: 'key', message });
  }
  const step = stepNamed(name);
  if (!step) return wrong({ path: [...at, name], about: 'key', message: unknownStep(name) });
  const foreign = foreignIn(step, entry.tree, [...at, name], system);
  if (foreign) return wrong(foreign);
  const checked = check(step.schema, toData(entry.tree), [...at, name]);
  if ('mistakes' in checked) return { written, at, mistakes: checked.mistakes };
  const planned = { name, args: checked.value, text: textOf(name, entry.tree) };
  return { written: entry.tree, at: [...at, name], step, planned, mistakes: [] };
}

/** What of a step this system does not have: the step, or one of the things that it says. */
function foreignIn(
  step: Step,
  written: Tree,
  path: Path,
  { name, lacks = {} }: Pick<System, 'name' | 'lacks'>,
): Mistake | undefined {
  if (step.system !== undefined && step.system !== name)
    return { path, about: 'key', message: foreignWord('step', step, name, steps) };
  const why = lacks[step.name];
  if (why !== undefined) return { path, about: 'key', message: `'${step.name}': ${why}` };
  const keys = step.kind === 'workload' && written.kind === 'map' ? [...written.entries.keys()] : [];
  const key = keys.find((each) => Object.hasOwn(lacks, each));
  return key === undefined
    ? undefined
    : { path: [...path, key], about: 'key', message: `'${step.name}': ${lacks[key]}` };
}

function noMap(written: Tree): string {
  const isName = written.kind === 'leaf' && typeof written.value === 'string';
  if (isName && !stepNamed(String(written.value))) {
    return unknownStep(String(written.value));
  }
  return isName
    ? `a step is a map with one key: write '${written.value}:' and what it is about`
    : 'a step is a map with one key, its name: kill: broker-1';
}

function unknownStep(name: string): string {
  return unknownName(
    'step',
    name,
    steps.map((step) => step.name),
  );
}

// The variants of a scenario share most of their steps.
const texts = new WeakMap<Tree, string>();

/** The step on one line, as the author could have written it. */
function textOf(name: string, args: Tree): string {
  const text = texts.get(args) ?? render(name, args);
  texts.set(args, text);
  return text;
}

function render(name: string, args: Tree): string {
  if (args.kind === 'leaf' && args.value === null) return name;
  const value = stringify(toData(args), {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
  }).trimEnd();
  return `${name}: ${value}`;
}
