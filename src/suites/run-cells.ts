import { pMapIterable } from 'p-map';
import { Interrupted, messageOf, UserError } from '../errors.ts';
import type { Plan } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';

/** One run of a suite: its plan, and what the suite knows it by. */
export interface Cell<Label> {
  readonly label: Label;
  readonly plan: Plan;
}

/** How a cell ended: judged, or not begun, because this machine lacks what it needs or the tool failed. */
export type CellEnd<Label> = Cell<Label> &
  (
    | { readonly result: RunResult }
    | { readonly refused: string }
    | { readonly failed: string }
    | { readonly interrupted: true }
  );

export interface RunCellsOptions<Label> {
  /** How many run at the same time: their ports, disks and folders are their own. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly runOne: (cell: Cell<Label>) => Promise<RunResult>;
}

/**
 * Runs the cells and yields each as it ends, not in their order. It never throws for one cell: a suite that stopped
 * there would leave the others without their clean-up. After an interrupt the cells that are left end as interrupted.
 */
export async function* runCells<Label>(
  cells: Iterable<Cell<Label>>,
  { jobs, signal, runOne }: RunCellsOptions<Label>,
): AsyncIterable<CellEnd<Label>> {
  const endOf = async (cell: Cell<Label>): Promise<CellEnd<Label>> => {
    if (signal.aborted) return { ...cell, interrupted: true };
    try {
      return { ...cell, result: await runOne(cell) };
    } catch (error) {
      if (error instanceof Interrupted || signal.aborted) return { ...cell, interrupted: true };
      return error instanceof UserError
        ? { ...cell, refused: messageOf(error) }
        : { ...cell, failed: messageOf(error) };
    }
  };
  yield* pMapIterable(cells, endOf, { concurrency: jobs, preserveOrder: false });
}
