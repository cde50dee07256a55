import { exitCodes, UserError } from '../errors.ts';
import type { EventOf } from '../history/event.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import { closingLines, shortLine, totalLine } from '../reports/text.ts';
import { placeFor } from '../run/begin.ts';
import { run } from '../run.ts';
import {
  loadScenario,
  type PlanOptions,
  planScenario,
  ScenarioProblems,
  variantsOf,
} from '../scenario/index.ts';
import { withControls } from '../suites/control.ts';
import { runPlans } from '../suites/run-plans.ts';
import { sideBySide } from '../suites/side-by-side.ts';
import { worstExit } from '../suites/worst-exit.ts';
import { openUi, type Ui } from '../ui.ts';
import { describePlan, leftOutLines } from './dry-run.ts';
import { tellGithub } from './github.ts';
import { errorLine, verdictLine } from './json-line.ts';
import { requireWritable, writeJunit } from './junit-file.ts';
import { keptLines } from './kept.ts';
import { leftoversNotice } from './leftovers.ts';

const defaultOut = 'runs';

/** The flags of `run`, as commander gives them. */
export interface RunFlags {
  readonly runtime: string;
  readonly set: readonly string[];
  readonly config: readonly string[];
  readonly allowUnknown?: boolean;
  readonly kafka?: string;
  readonly kafkaHome?: string;
  readonly variant?: string;
  readonly out: string;
  readonly keep?: boolean;
  readonly repeat?: number;
  readonly keepGoing?: boolean;
  readonly ca?: string;
  readonly control?: boolean;
  readonly dryRun?: boolean;
  readonly budget?: number;
  readonly junit?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** Runs every scenario and variant asked for, one after the other; answers with the worst exit code. */
export async function runCommand(
  names: readonly string[],
  flags: RunFlags,
  signal: AbortSignal,
): Promise<number> {
  const out = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    refuseManyKept(flags);
    if (flags.junit !== undefined) requireWritable(flags.junit);
    const written = names.flatMap((name) =>
      names.length > 1 ? withName(name, () => plansOf(name, flags)) : plansOf(name, flags),
    );
    const plans = flags.control ? withControls(written) : written;
    if (flags.dryRun) {
      for (const plan of plans)
        for (const line of flags.json ? [JSON.stringify(plan)] : describePlan(plan, flags)) out(line);
      for (const plan of plans) await placeFor(plan);
      return 0;
    }
    return await runAll(plans, flags, signal);
  } catch (error) {
    if (flags.json) out(errorLine(error));
    throw error;
  }
}

function refuseManyKept({ keep, repeat, control }: RunFlags): void {
  if (!keep || (repeat === undefined && !control)) return;
  const other = control ? '--control' : '--repeat';
  throw new UserError(`--keep and ${other} do not go together: every run would leave a cluster up`, {
    hint: 'leave --keep out first, then run it once more with it',
  });
}

/** A flag is about all of them: which one it does not fit has to be said. */
function withName<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ScenarioProblems ? error.about(name) : error;
  }
}

/** Every plan is made before the first run: a mistake in the last scenario is told before anything starts. */
function plansOf(name: string, flags: RunFlags): readonly Plan[] {
  const written = loadScenario(name);
  const { set, config, allowUnknown, kafka, kafkaHome, runtime, budget } = flags;
  const options: PlanOptions = {
    set,
    config,
    allowUnknown,
    kafka,
    kafkaHome,
    runtime,
    budgetMs: budget,
  };
  if (flags.variant === undefined) return [planScenario(written, options)];
  if (flags.variant !== 'all') return [planScenario(written, { ...options, variant: flags.variant })];
  return [undefined, ...variantsOf(written).map((variant) => variant.name)].map((variant) =>
    planScenario(written, { ...options, variant }),
  );
}

async function runAll(plans: readonly Plan[], flags: RunFlags, signal: AbortSignal): Promise<number> {
  const stream = flags.json ? process.stderr : process.stdout;
  const ui = await openUi({ stream, isQuiet: flags.quiet === true, isVerbose: flags.verbose === true });
  for (const line of await leftoversNotice()) ui.onProgress(line);
  const results: RunResult[] = [];
  try {
    const ends = runPlans(plans, {
      times: flags.repeat ?? 1,
      keepGoing: flags.keepGoing === true,
      signal,
      runOne: (plan) => runPlan(plan, flags, ui, signal),
    });
    for await (const end of ends) {
      if ('result' in end) results.push(end.result);
      else if (flags.repeat !== undefined) ui.print([end.repeats]);
    }
    if (flags.control) ui.print(sideBySide(results));
    else if (plans.length > 1 && !signal.aborted) ui.print([totalLine(results)]);
  } finally {
    const untold = flags.junit === undefined ? [] : writeJunit(flags.junit, plans, results);
    ui.print(untold.map((text) => ({ text, tone: 'warn' })));
    ui.close();
  }
  return worstExit(results.map(({ judged }) => judged.exit));
}

/** Told again with the command that runs it again: where it went, and whom it trusted. */
function flagsBesideThePlan({ out, ca }: RunFlags): readonly string[] {
  return [...(out === defaultOut ? [] : [`--out ${out}`]), ...(ca === undefined ? [] : [`--ca ${ca}`])];
}

async function runPlan(plan: Plan, flags: RunFlags, ui: Ui, signal: AbortSignal): Promise<RunResult> {
  const keep = flags.keep === true;
  const placed: EventOf<'node'>[] = [];
  if (flags.verbose) for (const line of leftOutLines(plan)) ui.onProgress(line);
  const result: RunResult = await run(plan, {
    signal,
    out: flags.out,
    keep,
    caFile: flags.ca,
    flags: flagsBesideThePlan(flags),
    onEvent(event) {
      if (event.type === 'node' && event.event === 'placed') placed.push(event);
      ui.onEvent(event);
    },
    onSeen: ui.onSeen,
    onProgress: ui.onProgress,
  });
  if (result.judged.exit === exitCodes.interrupted) ui.print([{ text: 'interrupted', tone: 'plain' }]);
  else ui.print(flags.quiet ? [shortLine(result)] : closingLines(result, { withWarnings: false }));
  // GitHub reads both streams; standard output may be promised to JSON.
  tellGithub(result, process.env, (line) => void process.stderr.write(`${line}\n`));
  if (keep && !signal.aborted) ui.print(keptLines(result, placed));
  if (flags.json) process.stdout.write(`${verdictLine(result)}\n`);
  return result;
}
