import { table } from '../src/lib/table.ts';
import { shareLines } from './key9-share.ts';
import { median, percent, seconds } from './numbers.ts';
import { ownPhases, phaseNames, type Timing, unnamedMs } from './phases.ts';

type Column = readonly [title: string, cell: (of: (timing: Timing) => number) => string];

/** Lab and bare side by side, and the shares that follow. */
export function comparedTable(labs: readonly Timing[], bares: readonly Timing[]): readonly string[] {
  const lines = phaseTable([
    ...labColumns(labs),
    ['bare', (of) => seconds(median(bares.map(of)))],
    ['difference', (of) => seconds(median(labs.map(of)) - median(bares.map(of)))],
  ]);
  return [...lines, '', ...shareLines(labs, bares)];
}

/** The lab alone, where there is nothing to compare it with. */
export function labTable(labs: readonly Timing[]): readonly string[] {
  return phaseTable(labColumns(labs));
}

/** The same run in two runtimes: where the one takes longer. */
export function runtimesTable(locals: readonly Timing[], dockers: readonly Timing[]): readonly string[] {
  return phaseTable([
    ['local', (of) => seconds(median(locals.map(of)))],
    ['docker', (of) => seconds(median(dockers.map(of)))],
    ['difference', (of) => seconds(median(dockers.map(of)) - median(locals.map(of)))],
  ]);
}

function labColumns(labs: readonly Timing[]): readonly Column[] {
  const whole = median(labs.map(({ wholeMs }) => wholeMs));
  return [
    ['lab', (of) => seconds(median(labs.map(of)))],
    ['of the whole', (of) => percent(median(labs.map(of)) / whole)],
  ];
}

function phaseTable(columns: readonly Column[]): readonly string[] {
  const row = (name: string, of: (timing: Timing) => number) => [
    name,
    ...columns.map(([, cell]) => cell(of)),
  ];
  const rows = phaseNames.map((name) => {
    const shown = ownPhases.includes(name) ? `${name} *` : name;
    return row(shown, ({ phaseMs }) => phaseMs.get(name) ?? 0);
  });
  const titles = columns.map(([title]) => ({ title, align: 'right' as const }));
  const whole = row('the whole', ({ wholeMs }) => wholeMs);
  return table([{ title: '' }, ...titles], [...rows, row('anything else *', unnamedMs), whole]);
}
