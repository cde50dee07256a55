import { exitCodes } from '../errors.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import type { ClosingLine } from '../reports/text.ts';
import { type Cell, type CellEnd, runCells } from './run-cells.ts';

export interface RunPlansOptions {
  /** How often each plan runs: a result that comes once may be luck. */
  readonly times: number;
  /** Whether a plan runs again after a run of it that was not as expected. */
  readonly keepGoing: boolean;
  /** How many run at the same time. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly runOne: (plan: Plan) => Promise<RunResult>;
  /** Hears, behind the last run of a plan, how its runs ended: `as expected 19 of 20`. */
  readonly onRepeats: (line: ClosingLine) => void;
}

/** Where a run stands in the order that was asked for. */
interface Turn {
  readonly place: number;
  readonly repeats: Repeats;
}

/** How the runs of one plan went so far. */
interface Repeats {
  readonly exits: number[];
  underWay: number;
  isStopped: boolean;
}

/** How a run ended, or why it never began. */
export type PlanEnd = CellEnd<{ readonly place: number }>;

/**
 * Runs the plans and answers with their ends in the order of the plans, however many ran side by side. One that cannot
 * begin is an end like others. After an interrupt nothing more is started.
 */
export async function runPlans(
  plans: readonly Plan[],
  options: RunPlansOptions,
): Promise<readonly PlanEnd[]> {
  const { jobs, signal } = options;
  const ends: PlanEnd[] = [];
  const runOne = (cell: Cell<Turn>) => counted(cell, options);
  for await (const end of runCells(turns(plans, options), { jobs, signal, runOne })) ends.push(end);
  return ends.sort((a, b) => a.label.place - b.label.place);
}

/** Made as they are begun: whether a plan runs again depends on how it went. */
function* turns(plans: readonly Plan[], { times, signal }: RunPlansOptions): Iterable<Cell<Turn>> {
  let place = 0;
  for (const plan of plans) {
    const repeats: Repeats = { exits: [], underWay: 0, isStopped: false };
    for (let time = 0; time < times && !repeats.isStopped && !signal.aborted; time += 1) {
      yield { label: { place, repeats }, plan };
      place += 1;
    }
  }
}

async function counted(
  { plan, label: { repeats } }: Cell<Turn>,
  { runOne, keepGoing, signal, times, onRepeats }: RunPlansOptions,
): Promise<RunResult> {
  repeats.underWay += 1;
  // Of a run that does not begin; the next one would not begin either.
  let exit: number | null = null;
  try {
    const result = await runOne(plan);
    exit = result.judged.exit;
    repeats.exits.push(exit);
    return result;
  } finally {
    repeats.underWay -= 1;
    repeats.isStopped ||= exit === null || (exit !== exitCodes.asExpected && !keepGoing) || signal.aborted;
    const isLast = repeats.underWay === 0 && (repeats.isStopped || repeats.exits.length === times);
    if (isLast && repeats.exits.length > 0) onRepeats(repeatsLine(repeats.exits, times));
  }
}

function repeatsLine(exits: readonly number[], times: number): ClosingLine {
  const good = exits.filter((exit) => exit === exitCodes.asExpected).length;
  const stopped = exits.length < times ? `; stopped after ${exits.length} of ${times} runs` : '';
  const text = `  as expected ${good} of ${exits.length}${stopped}`;
  return { text, tone: good === exits.length ? 'good' : 'bad' };
}
