import { exitCodes } from '../errors.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import type { ClosingLine } from '../reports/text.ts';

export interface RunPlansOptions {
  /** How often each plan runs: a result that comes once may be luck. */
  readonly times: number;
  /** Whether a plan runs again after a run of it that was not as expected. */
  readonly keepGoing: boolean;
  readonly signal: AbortSignal;
  readonly runOne: (plan: Plan) => Promise<RunResult>;
}

/** A run that ended; or, behind the last run of a plan, how its runs ended: `as expected 19 of 20`. */
export type PlanEnd = { readonly result: RunResult } | { readonly repeats: ClosingLine };

/** Runs the plans one after the other and yields each run as it ends. After an interrupt nothing more is started. */
export async function* runPlans(plans: readonly Plan[], options: RunPlansOptions): AsyncIterable<PlanEnd> {
  for (const plan of plans) {
    yield* repeated(plan, options);
    if (options.signal.aborted) return;
  }
}

async function* repeated(
  plan: Plan,
  { times, keepGoing, signal, runOne }: RunPlansOptions,
): AsyncIterable<PlanEnd> {
  const exits: number[] = [];
  while (exits.length < times) {
    const result = await runOne(plan);
    const { exit } = result.judged;
    exits.push(exit);
    yield { result };
    if (signal.aborted || (exit !== exitCodes.asExpected && !keepGoing)) break;
  }
  yield { repeats: repeatsLine(exits, times) };
}

function repeatsLine(exits: readonly number[], times: number): ClosingLine {
  const good = exits.filter((exit) => exit === exitCodes.asExpected).length;
  const stopped = exits.length < times ? `; stopped after ${exits.length} of ${times} runs` : '';
  const text = `  as expected ${good} of ${exits.length}${stopped}`;
  return { text, tone: good === exits.length ? 'good' : 'bad' };
}
