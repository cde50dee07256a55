import { exitCodes, messageOf, UserError } from '../errors.ts';
import type { EventOf } from '../history/event.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import { type ClosingLine, totalLine } from '../reports/text.ts';
import { run } from '../run.ts';
import { type PlanEnd, runPlans } from '../suites/run-plans.ts';
import { rowOf, runTable, unbegunRow } from '../suites/run-row.ts';
import { sideBySide } from '../suites/side-by-side.ts';
import { worstExit } from '../suites/worst-exit.ts';
import { openUi, type Ui } from '../ui.ts';
import { crowdedNotice } from './assess-flags.ts';
import { leftOutLines } from './dry-run.ts';
import { tellGithub } from './github.ts';
import { errorLine, verdictLine } from './json-line.ts';
import { writeJunit } from './junit-file.ts';
import { keptLines } from './kept.ts';
import { leftoversNotice } from './leftovers.ts';
import { defaultOut, type RunFlags } from './run-flags.ts';
import { type ToldRun, tellOneByOne, tellTogether } from './run-telling.ts';
import { untilIndex } from './until.ts';

/** All runs of one command: their flags, where they are told, and what ends them early. */
interface Session {
  readonly flags: RunFlags;
  readonly ui: Ui;
  readonly signal: AbortSignal;
}

/** Runs the plans, so many at a time, and tells them together at the end; answers with the worst exit code. */
export async function runAll(plans: readonly Plan[], flags: RunFlags, signal: AbortSignal): Promise<number> {
  const stream = flags.json ? process.stderr : process.stdout;
  const ui = await openUi({ stream, isQuiet: flags.quiet === true, isVerbose: flags.verbose === true });
  try {
    for (const line of await leftoversNotice()) ui.onProgress(line);
    const ends = await runEach(plans, { flags, ui, signal });
    const last = signal.aborted ? [] : lastLines(ends, flags);
    if (last.length > 0) ui.print(last);
    return worstExit([...ends.map(exitOf), ...(signal.aborted ? [exitCodes.interrupted] : [])]);
  } finally {
    ui.close();
  }
}

async function runEach(plans: readonly Plan[], session: Session): Promise<readonly PlanEnd[]> {
  const { flags, ui, signal } = session;
  const times = flags.repeat ?? 1;
  const total = plans.length * times;
  const jobs = Math.min(flags.jobs ?? 1, total);
  for (const text of crowdedNotice(jobs)) ui.tell({ text, tone: 'warn' });
  const tell = jobs > 1 ? tellTogether(ui, { total }) : tellOneByOne(ui, { isQuiet: flags.quiet === true });
  const errors: unknown[] = [];
  const ends = await runPlans(plans, {
    times,
    keepGoing: flags.keepGoing === true,
    jobs,
    signal,
    async runOne(plan) {
      const told = tell(plan);
      try {
        return await runPlan(plan, told, session);
      } catch (error) {
        errors.push(error);
        if (total > 1 && !signal.aborted) refuse(told, error, flags);
        throw error;
      }
    },
    onRepeats: (line) => void (flags.repeat === undefined ? null : ui.print([line])),
  });
  const results = ends.flatMap((end) => ('result' in end ? [end.result] : []));
  const untold = flags.junit === undefined ? [] : writeJunit(flags.junit, plans, results);
  if (untold.length > 0) ui.print(untold.map((text) => ({ text, tone: 'warn' })));
  if (total === 1 && errors.length > 0) throw errors[0];
  return ends;
}

/** One of several that cannot begin is told and does not end the others. */
function refuse(told: ToldRun, error: unknown, { json }: RunFlags): void {
  const hint = error instanceof UserError && error.hint !== undefined ? `; ${error.hint}` : '';
  told.refuse(`${messageOf(error)}${hint}`);
  if (json) process.stdout.write(`${errorLine(error)}\n`);
}

/** Several runs end with all of them in one table, in the order that was asked for. */
function lastLines(ends: readonly PlanEnd[], { control }: RunFlags): readonly ClosingLine[] {
  const rows = ends.map((end) =>
    'result' in end
      ? rowOf(end.result)
      : unbegunRow(end.plan, 'failed' in end ? 'the tool failed' : 'not run'),
  );
  if (control) return sideBySide(rows);
  if (rows.length < 2) return [];
  const lines = runTable('runs', rows).map((text): ClosingLine => ({ text, tone: 'plain' }));
  const results = ends.flatMap((end) => ('result' in end ? [end.result] : []));
  return results.length === 0 ? lines : [...lines, { text: '', tone: 'plain' }, totalLine(results)];
}

function exitOf(end: PlanEnd): number {
  if ('result' in end) return end.result.judged.exit;
  if ('refused' in end) return exitCodes.badInput;
  return 'failed' in end ? exitCodes.inconclusive : exitCodes.interrupted;
}

/** Told again with the command that runs it again: where it went, and whom it trusted. */
function flagsBesideThePlan({ out, ca, until }: RunFlags): readonly string[] {
  return [
    ...(out === defaultOut ? [] : [`--out ${out}`]),
    ...(ca === undefined ? [] : [`--ca ${ca}`]),
    ...(until === undefined ? [] : [`--until ${until}`]),
  ];
}

async function runPlan(plan: Plan, told: ToldRun, { flags, ui, signal }: Session): Promise<RunResult> {
  const until = flags.until === undefined ? undefined : untilIndex(plan, flags.until);
  const keep = flags.keep === true || until !== undefined;
  const placed: EventOf<'node'>[] = [];
  if (flags.verbose) for (const line of leftOutLines(plan)) ui.onProgress(line);
  const result: RunResult = await run(plan, {
    signal,
    out: flags.out,
    keep,
    until,
    caFile: flags.ca,
    flags: flagsBesideThePlan(flags),
    ...told,
    onEvent(event) {
      if (event.type === 'node' && event.event === 'placed') placed.push(event);
      told.onEvent(event);
    },
  });
  if (result.judged.exit === exitCodes.interrupted) ui.print([{ text: 'interrupted', tone: 'plain' }]);
  else told.end(result);
  // GitHub reads both streams; standard output may be promised to JSON.
  tellGithub(result, process.env, (line) => void process.stderr.write(`${line}\n`));
  if (keep && !signal.aborted) ui.print(keptLines(result, placed));
  if (flags.json) process.stdout.write(`${verdictLine(result)}\n`);
  return result;
}
