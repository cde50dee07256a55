import { anomalyChecks } from '../checks/index.ts';
import { exitCodes, UserError } from '../errors.ts';
import { didYouMean } from '../lib/suggest.ts';
import { table } from '../lib/table.ts';
import { libraryScenarios, loadScenario, planScenario, variantsOf } from '../scenario/index.ts';
import { steps } from '../steps/index.ts';
import { waits } from '../steps/waits/index.ts';

type Entry = Readonly<Record<string, string | boolean | readonly string[]>>;

/** One list: the title of each column by the key that the JSON has for it. */
interface List {
  readonly titles: Readonly<Record<string, string>>;
  readonly entries: () => readonly Entry[];
}

const lists: Readonly<Record<string, List>> = {
  steps: {
    titles: { name: 'step', kind: 'kind', summary: 'what it does', example: 'example' },
    entries: () => steps.map(({ name, kind, summary, example }) => ({ name, kind, summary, example })),
  },
  waits: {
    titles: { name: 'wait', summary: 'until', example: 'example' },
    entries: () => waits.map(({ name, summary, example }) => ({ name, summary, example })),
  },
  checks: {
    titles: { name: 'anomaly', failing: 'fails', summary: 'what it finds' },
    entries: () => anomalyChecks.map(({ name, failing, summary }) => ({ name, failing, summary })),
  },
  scenarios: {
    titles: { name: 'scenario', variants: 'variants', title: 'what it shows' },
    entries: () => libraryScenarios().map(({ name }) => scenarioEntry(name)),
  },
};

/** Shows what the registries hold: all of it, or one list. */
export function runList(
  what: string | undefined,
  { json = false }: { readonly json?: boolean },
  out: (line: string) => void,
): number {
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

function listNamed(name: string): List {
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (list) return list;
  const known = Object.keys(lists);
  throw new UserError(`unknown list '${name}'${didYouMean(name, known)}`, {
    hint: `There are ${known.join(', ')}.`,
  });
}

function linesOf({ titles, entries }: List): readonly string[] {
  const columns = Object.values(titles).map((title) => ({ title }));
  return table(
    columns,
    entries().map((entry) => Object.keys(titles).map((key) => cellOf(entry[key]))),
  );
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
