import type { HistoryEvent } from '../history/event.ts';
import type { Plan } from '../plan.ts';
import type { MatrixRun } from '../reports/matrix.ts';
import type { RunResult } from '../reports/report.ts';
import { matrixRunOf, startPhaseClock } from './matrix-run.ts';
import type { MatrixStore } from './matrix-store.ts';
import { type Cell, type CellEnd, runCells } from './run-cells.ts';

/** One run of the matrix: a repeat of a cell. */
export interface MatrixTask {
  readonly digest: string;
  readonly name: string;
  readonly round: number;
  readonly plan: Plan;
}

export interface RunMatrixOptions {
  readonly jobs: number;
  /** How often a run that proves nothing is tried again. */
  readonly retries: number;
  readonly store: MatrixStore;
  readonly signal: AbortSignal;
  readonly runOne: (
    plan: Plan,
    onEvent: (event: HistoryEvent) => void,
    turn: MatrixTurn,
  ) => Promise<RunResult & { readonly tookMs?: number }>;
}

/** Which run of the matrix it is, and the how-manieth try of it. */
export interface MatrixTurn {
  readonly task: MatrixTask;
  readonly tries: number;
}

/** How a run of the matrix ended: with a result that is stored already, or refused, failed or interrupted. */
export type MatrixEnd = CellEnd<MatrixTask> & { readonly run?: MatrixRun };

/** What is still to be run: what has no result, and, when it is to be tried again, what has one that proves nothing. */
export function tasksLeft(
  tasks: readonly MatrixTask[],
  { store, retries }: Pick<RunMatrixOptions, 'store' | 'retries'>,
): readonly MatrixTask[] {
  return tasks.filter((task) => {
    const run = resultOf(task, store);
    return run === undefined || (run.verdict === 'inconclusive' && run.tries <= retries);
  });
}

/** The stored result of a run; a later one takes the place of an earlier one. */
export function resultOf(
  { digest, round }: Pick<MatrixTask, 'digest' | 'round'>,
  { runs }: Pick<MatrixStore, 'runs'>,
): MatrixRun | undefined {
  return runs.findLast((stored) => stored.digest === digest && stored.run.round === round)?.run;
}

/** Runs what is left and yields each run as it ends; its result is stored before that. */
export async function* runMatrix(
  tasks: readonly MatrixTask[],
  { jobs, retries, store, signal, runOne }: RunMatrixOptions,
): AsyncIterable<MatrixEnd> {
  const done = new Map<MatrixTask, MatrixRun>();
  const runTask = async ({ label: task }: Cell<MatrixTask>): Promise<RunResult> => {
    const before = resultOf(task, store)?.tries ?? 0;
    for (let tries = before + 1; ; tries += 1) {
      const clock = startPhaseClock();
      const startedAt = performance.now();
      const result = await runOne(task.plan, clock.on, { task, tries });
      // What was cut short is no result: it runs again when somebody goes on.
      signal.throwIfAborted();
      // Of a run elsewhere the time that it waited for its turn is no part.
      const { tookMs = performance.now() - startedAt } = result;
      const { round, digest } = task;
      const phases = clock.phases(tookMs);
      const run = matrixRunOf(result, { round, tries, tookMs, phases, matrixFolder: store.folder });
      store.add({ digest, run });
      done.set(task, run);
      if (run.verdict !== 'inconclusive' || tries > retries) return result;
    }
  };
  const cells = tasks.map((task) => ({ label: task, plan: task.plan }));
  for await (const end of runCells(cells, { jobs, signal, runOne: runTask })) {
    const run = done.get(end.label);
    yield run === undefined ? end : { ...end, run };
  }
}
