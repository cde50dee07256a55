import { unavailableMsMin } from '../judge/unavailability.ts';
import { formatSeconds } from '../lib/duration.ts';
import { countText } from '../lib/words.ts';

/** What became of one run of a cell. */
export interface MatrixRun {
  /** Which of the cell's repeats, from 0. */
  readonly round: number;
  readonly verdict: 'as-expected' | 'not-as-expected' | 'inconclusive';
  readonly acked: number;
  /** Null when the run proves nothing. */
  readonly lost: number | null;
  /** The longest time in which a background load could write nothing; null when there was none. */
  readonly unavailableMs: number | null;
  readonly reasons: readonly string[];
  /** From the folder of the matrix; null when there is none. */
  readonly folder: string | null;
  readonly tookMs: number;
  /** Where the time went, in ms. */
  readonly phases: Readonly<Record<'setup' | 'steps' | 'final' | 'rest', number>>;
  /** How often it was tried: what was inconclusive may be tried again. */
  readonly tries: number;
}

/** One cell of the table. */
export interface MatrixCell {
  readonly labels: Readonly<Record<string, string>>;
  /** Why it is left out on purpose. */
  readonly excluded: string | null;
  /** Of the plan, so that results of another plan are never taken for its own. */
  readonly digest: string;
  readonly runs: readonly MatrixRun[];
  /** Why runs of it did not begin here: a power that this machine lacks. */
  readonly refused: string | null;
  /** What was expected, in words. */
  readonly expect: string;
  /** The command that runs it again, once. */
  readonly again: string | null;
}

/** A suite with what came of it: the whole of `matrix.json`, of which every other output is made. */
export interface Matrix {
  readonly version: 1;
  readonly name: string;
  readonly title: string;
  readonly about: string | null;
  readonly date: string;
  readonly tool: string;
  /** Of what ran: Kafka is an axis, so it is not among them. */
  readonly host: Readonly<Record<string, string>>;
  readonly axes: readonly { readonly name: string; readonly labels: readonly string[] }[];
  readonly rows: readonly string[];
  readonly repeat: number;
  readonly cells: readonly MatrixCell[];
}

export type CellState = 'lost' | 'kept' | 'open' | 'excluded';

/** What the cell says of the data: nothing is kept as long as a run is missing or proves nothing. */
export function cellState({ excluded, runs }: MatrixCell, repeat: number): CellState {
  if (excluded !== null) return 'excluded';
  if (runs.some(({ lost }) => lost !== null && lost > 0)) return 'lost';
  return runs.length < repeat || runs.some(({ lost }) => lost === null) ? 'open' : 'kept';
}

/** Whether it is as expected; null as long as that is not known. */
export function cellIsAsExpected({ runs }: MatrixCell, repeat: number): boolean | null {
  if (runs.some(({ verdict }) => verdict === 'not-as-expected')) return false;
  return runs.length < repeat || runs.some(({ verdict }) => verdict === 'inconclusive') ? null : true;
}

/** The cell in few words: `0/60`, `LOST 3/60 in 2 of 3`, `? 1 of 3 inconclusive`. */
export function cellText(cell: MatrixCell, repeat: number): string {
  const { excluded, runs, refused } = cell;
  if (excluded !== null) return '-';
  if (runs.length === 0) return refused === null ? 'not run' : 'not run here';
  const proven = runs.filter(({ lost }) => lost !== null);
  const lost = proven.reduce((sum, run) => sum + (run.lost ?? 0), 0);
  const acked = proven.reduce((sum, run) => sum + run.acked, 0);
  const losing = proven.filter((run) => (run.lost ?? 0) > 0).length;
  const open = runs.length - proven.length;
  const missing = repeat - runs.length;
  const parts = [
    ...(proven.length === 0 ? [] : [`${lost > 0 ? 'LOST ' : ''}${lost}/${acked}`]),
    ...(lost > 0 && runs.length > 1 ? [`in ${losing} of ${runs.length}`] : []),
    ...(open > 0 ? [runs.length === 1 ? '? inconclusive' : `? ${open} of ${runs.length} inconclusive`] : []),
    ...(missing > 0 ? [`? ${missing} not run`] : []),
    ...(cellIsAsExpected(cell, repeat) === false ? ['(!)'] : []),
  ];
  return parts.join(' ');
}

/** How long nothing could be written, at worst; empty when that was no longer than a change of leader takes. */
export function downText({ runs }: MatrixCell): string {
  const times = runs
    .flatMap(({ unavailableMs }) => unavailableMs ?? [])
    .filter((ms) => ms >= unavailableMsMin);
  return times.length === 0 ? '' : `down ${formatSeconds(Math.max(...times))}`;
}

/** The table as rows of texts, as the suite says what stands where. */
export interface MatrixGrid {
  readonly head: readonly string[];
  readonly rows: readonly { readonly titles: readonly string[]; readonly cells: readonly MatrixCell[] }[];
}

export function gridOf({ axes, rows: rowAxes, cells }: Matrix): MatrixGrid {
  const columnAxes = axes.map(({ name }) => name).filter((name) => !rowAxes.includes(name));
  const keyOf = (names: readonly string[], cell: MatrixCell) =>
    names.map((name) => cell.labels[name] ?? '').join('\0');
  const columns = distinct(cells.map((cell) => keyOf(columnAxes, cell)));
  const rows = distinct(cells.map((cell) => keyOf(rowAxes, cell)));
  return {
    head: [...rowAxes, ...columns.map((key) => key.split('\0').join(', ') || 'result')],
    rows: rows.map((row) => ({
      titles: row.split('\0'),
      cells: columns.flatMap(
        (column) =>
          cells.find((cell) => keyOf(rowAxes, cell) === row && keyOf(columnAxes, cell) === column) ?? [],
      ),
    })),
  };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** The answer in one sentence. */
export function matrixHeadline({ name, cells, repeat }: Matrix): string {
  const tried = cells.filter(({ excluded }) => excluded === null);
  const count = (state: CellState) => tried.filter((cell) => cellState(cell, repeat) === state).length;
  const [lost, kept, open] = [count('lost'), count('kept'), count('open')];
  const parts = [`${lost} lost records`, `${kept} kept all`, ...(open > 0 ? [`${open} not known`] : [])];
  return `${name}: of ${countText(tried.length, 'cell')}, ${parts.join(', ')}`;
}

/** Labels as one name: `kill-all, 4.3.1, flush=1`. */
export function cellName({ labels }: Pick<MatrixCell, 'labels'>): string {
  return Object.values(labels).join(', ');
}

export const legend =
  'Each cell: acknowledged records lost / acknowledged, over all its runs. LOST: some were. ?: proves nothing and counts as nothing. (!): not as the suite expects. -: left out.';
