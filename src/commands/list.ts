import { anomalyChecks } from '../checks/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import { didYouMean } from '../lib/suggest.ts';
import { columns, wrapped } from '../lib/wrapped.ts';
import { libraryScenarios, loadScenario, planScenario, variantsOf } from '../scenario/index.ts';
import { steps } from '../steps/index.ts';
import type { Step } from '../steps/step.ts';
import { waits } from '../steps/waits/index.ts';
import { pickThreats } from '../suites/threats.ts';
import { systems } from '../systems/index.ts';
import { type Explainable, explanation } from './explain.ts';

type Entry = Readonly<Record<string, string | boolean | readonly string[]>>;

/** One list: the title of each column by the key that the JSON has for it. */
interface List {
  readonly titles: Readonly<Record<string, string>>;
  readonly entries: () => readonly Entry[];
}

function entryOf({ name, summary, system, example }: Pick<Step, 'name' | 'summary' | 'system' | 'example'>) {
  return { name, summary, ...(system === undefined ? {} : { system }), example };
}

const lists: Readonly<Record<string, List>> = {
  steps: {
    titles: { name: 'step', summary: 'what it does', kind: 'kind', system: 'only with', example: 'example' },
    entries: () => steps.map(({ kind, ...step }) => ({ ...entryOf(step), kind })),
  },
  waits: {
    titles: { name: 'wait', summary: 'until', system: 'only with', example: 'example' },
    entries: () => waits.map(entryOf),
  },
  systems: {
    titles: { name: 'system', demo: 'try', log: 'a scenario names' },
    entries: () =>
      systems.map(({ name, demo, ownLogs }) => ({
        name,
        demo: `run ${demo.scenario}`,
        log: ownLogs ? 'no topic, it has one log' : 'topic or topics',
      })),
  },
  checks: {
    titles: { name: 'anomaly', summary: 'what it finds', failing: 'fails a run' },
    entries: () => anomalyChecks.map(({ name, failing, summary }) => ({ name, failing, summary })),
  },
  scenarios: {
    titles: { name: 'scenario', title: 'what it shows', variants: 'variants' },
    entries: () => libraryScenarios().map(({ name }) => scenarioEntry(name)),
  },
  threats: {
    titles: { name: 'threat', text: 'what happens', replicas: 'replicas' },
    entries: () =>
      pickThreats([]).map(({ name, text, replicas }) => ({
        name,
        text,
        replicas: replicas?.toString() ?? 'any',
      })),
  },
};

/** Shows what the registries hold: all of it, or one list. */
export function runList(
  what: string | undefined,
  { json = false, name }: { readonly json?: boolean; readonly name?: string | undefined },
  out: (line: string) => void,
): number {
  if (what !== undefined && name !== undefined) {
    for (const line of explained(what, name)) out(line);
    return exitCodes.asExpected;
  }
  const chosen = what === undefined ? Object.keys(lists) : [what];
  const found = chosen.map((name) => ({ name, list: listNamed(name) }));
  if (json) {
    const all = Object.fromEntries(found.map(({ name, list }) => [name, list.entries()]));
    out(JSON.stringify(what === undefined ? all : all[what]));
    return exitCodes.asExpected;
  }
  for (const [index, { list }] of found.entries()) {
    if (index > 0) out('');
    for (const line of linesOf(list)) out(line);
  }
  return exitCodes.asExpected;
}

const explaining: Readonly<Record<string, readonly Explainable[]>> = { steps, waits };

/** Everything about one step or wait: `list steps produce`. */
function explained(what: string, name: string): readonly string[] {
  const known = explaining[what];
  if (!known)
    throw new UserError(`one of ${what} has no arguments to tell`, {
      hint: 'Use list steps NAME or list waits NAME.',
    });
  const found = known.find((each) => each.name === name);
  if (found) return explanation(found, screenWidth());
  const names = known.map((each) => each.name);
  throw new UserError(`unknown ${what.slice(0, -1)} '${name}'${didYouMean(name, names)}`, {
    hint: `There are ${names.join(', ')}.`,
  });
}

function listNamed(name: string): List {
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (list) return list;
  const known = Object.keys(lists);
  throw new UserError(`unknown list '${name}'${didYouMean(name, known)}`, {
    hint: `There are ${known.join(', ')}.`,
  });
}

/** The name beside what it is for, and below it whatever else there is: that fits 80 columns, and a table would not. */
function linesOf({ titles, entries }: List): readonly string[] {
  const rows = entries();
  const [nameKey = '', ...others] = Object.keys(titles);
  const width = Math.max(...rows.map((entry) => cellOf(entry[nameKey]).length)) + 2;
  const next = ' '.repeat(width);
  const lines = rows.flatMap((entry) => {
    const [first = '', ...more] = others
      .map((key) => [key, cellOf(entry[key])] as const)
      .filter(([, cell]) => cell !== '')
      .map(([key, cell], index) => (index === 0 ? cell : `${titles[key]}: ${cell}`));
    const name = cellOf(entry[nameKey]).padEnd(width);
    return [first, ...more].flatMap((text, index) =>
      wrapped(
        text,
        { first: index === 0 ? name : next, next: index === 0 ? next : `${next}  ` },
        screenWidth(),
      ),
    );
  });
  return [`${titles[nameKey]?.padEnd(width)}${titles[others[0] ?? '']}`, ...lines];
}

/** A screen's own; 80 elsewhere. */
function screenWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : columns;
}

function cellOf(value: Entry[string] | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? value.join(', ') : (value ?? '');
}

function scenarioEntry(name: string): Entry {
  const written = loadScenario(name);
  const variants = variantsOf(written).map((variant) => variant.name);
  return { name, variants, title: planScenario(written).title };
}
