import { writeFileSync } from 'node:fs';
import { exitCodes, UserError } from '../errors.ts';
import { matrixJunit } from '../reports/matrix/junit.ts';
import { matrixLines, matrixTable } from '../reports/matrix/text.ts';
import { cellIsAsExpected, cellName, type Matrix } from '../reports/matrix.ts';
import { loadSuite, type Suite } from '../scenario/index.ts';
import { type MatrixEnd, type MatrixTask, runMatrix, tasksLeft } from '../suites/matrix.ts';
import { lockMatrix, type MatrixStore, matrixFolder, measuredMs, openStore } from '../suites/matrix-store.ts';
import { matrixOf, tasksOf } from '../suites/matrix-table.ts';
import { shardOf, shareOf } from '../suites/shard.ts';
import { openUi, type Ui } from '../ui.ts';
import { crowdedNotice } from './assess-flags.ts';
import { requireWritable } from './junit-file.ts';
import { writeMatrix } from './matrix-files.ts';
import { aboutTime, endLine, expectedMs, paceLines } from './matrix-progress.ts';
import { type CellRunner, openRunner } from './matrix-runner.ts';

/** The flags of `matrix`, as commander gives them. */
export interface MatrixFlags {
  readonly jobs: number;
  /** Of a Redis: workers run the cells. */
  readonly queue?: string;
  readonly resume?: boolean;
  readonly retryInconclusive: number;
  readonly repeat?: number;
  readonly filter: readonly string[];
  readonly shard?: string;
  readonly dryRun?: boolean;
  readonly runtime: string;
  readonly kafka?: string;
  readonly config: readonly string[];
  readonly set: readonly string[];
  readonly out: string;
  readonly ca?: string;
  readonly junit?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

interface Session {
  readonly suite: Suite;
  readonly flags: MatrixFlags;
  readonly signal: AbortSignal;
  readonly ui: Ui;
  readonly store: MatrixStore;
  readonly date: string;
  /** Why runs did not begin, by the digest of their cell. */
  readonly refused: Map<string, string>;
  readonly runner: CellRunner;
}

/** Runs a suite and tells it as one table; 1 when a cell is not as expected, 3 when one proves nothing. */
export async function runMatrixCommand(
  name: string,
  flags: MatrixFlags,
  signal: AbortSignal,
): Promise<number> {
  const { kafka, config, set, runtime, out } = flags;
  const suite = picked(loadSuite(name, { kafka, config, set, runtime }), flags);
  const own = shareOf(tasksOf(suite), shardOf(flags.shard, process.env));
  if (flags.dryRun) return dryRun(suite, own, flags);
  if (flags.junit !== undefined) requireWritable(flags.junit);
  const date = new Date().toISOString();
  const folder = matrixFolder(out, { name: suite.name, date, resume: flags.resume === true });
  await using _lock = await lockMatrix(folder);
  const store = openStore(folder);
  const stream = flags.json ? process.stderr : process.stdout;
  const ui = await openUi({ stream, isQuiet: flags.quiet === true, isVerbose: false });
  try {
    await using runner = await openRunner({ suite, flags, signal, ui, folder });
    const session = { suite, flags, signal, ui, store, date, refused: new Map<string, string>(), runner };
    await runTasks(own, session);
    return tellEnd(session, own);
  } finally {
    ui.close();
  }
}

/** The suite with fewer cells or other repeats, as the flags want it. */
function picked(suite: Suite, { filter, repeat = suite.repeat }: MatrixFlags): Suite {
  const cells = suite.cells.filter((cell) => filter.every((text) => cellName(cell).includes(text)));
  if (cells.length > 0) return { ...suite, cells, repeat };
  throw new UserError(`--filter ${filter.join(' --filter ')}: no cell has that in its labels`, {
    hint: ['The cells:', ...suite.cells.map((cell) => `  ${cellName(cell)}`)].join('\n'),
  });
}

function dryRun(suite: Suite, own: readonly MatrixTask[], { jobs, out }: MatrixFlags): number {
  const measured = measuredMs(out, suite.name);
  const known = own.filter(({ digest }) => measured.has(digest)).length;
  const seconds = (task: MatrixTask) => {
    const ms = measured.get(task.digest);
    return ms === undefined ? 'not measured yet' : `${(ms / 1000).toFixed(1)} s`;
  };
  const cells = own.filter(({ round }) => round === 0);
  const lines = [
    `${suite.name}  ${suite.title}`,
    ...cells.map((task) => `  ${task.name}  ${seconds(task)}`),
    ...suite.cells.flatMap((cell) =>
      cell.excluded === null ? [] : [`  ${cellName(cell)}  left out: ${cell.excluded}`],
    ),
    `${cells.length} cells, ${own.length} runs, ${jobs} at a time: ${aboutTime(expectedMs(own, measured, jobs))}`,
    known === 0
      ? 'no run of this suite is measured here yet, so 20 s a run are assumed'
      : `${known} of ${own.length} measured by earlier runs in ${out}/`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

async function runTasks(own: readonly MatrixTask[], session: Session): Promise<void> {
  const { suite, flags, signal, ui, store, refused, runner } = session;
  const left = tasksLeft(own, { store, retries: flags.retryInconclusive });
  const measured = new Map(measuredMs(flags.out, suite.name));
  const done = own.length - left.length;
  if (done > 0 || flags.resume)
    ui.tell({ text: `  ${done} of ${own.length} runs are done already, in ${store.folder}`, tone: 'dim' });
  const ownJobs = flags.queue === undefined ? Math.min(flags.jobs, left.length) : 0;
  for (const text of crowdedNotice(ownJobs)) ui.tell({ text, tone: 'warn' });
  const startedAt = performance.now();
  const waiting = new Set(left);
  const ran: MatrixEnd[] = [];
  const show = () => {
    const time = aboutTime(expectedMs([...waiting], measured, runner.atOnce()));
    ui.show([
      ...matrixTable(currentMatrix(session)),
      `${left.length - waiting.size} of ${left.length} runs done, ${time} left`,
    ]);
  };
  show();
  const ends = runMatrix(left, {
    jobs: flags.queue === undefined ? flags.jobs : Math.max(1, left.length),
    retries: flags.retryInconclusive,
    store,
    signal,
    runOne: runner.runOne,
  });
  for await (const end of ends) {
    waiting.delete(end.label);
    ran.push(end);
    if (end.run) measured.set(end.label.digest, end.run.tookMs);
    if ('refused' in end) refused.set(end.label.digest, end.refused);
    if ('failed' in end) refused.set(end.label.digest, `the tool failed: ${end.failed}`);
    if (!('interrupted' in end)) ui.tell({ text: `  ${endLine(end)}`, tone: toneOf(end) });
    show();
  }
  const wallMs = performance.now() - startedAt;
  const runs = ran.flatMap(({ run: one }) => one ?? []);
  const pace = paceLines(runs, wallMs);
  if (pace.length > 0) ui.print(pace.map((text) => ({ text, tone: 'dim' })));
}

function toneOf({ run: ended }: MatrixEnd): 'plain' | 'bad' | 'warn' {
  if (ended === undefined || ended.verdict === 'inconclusive') return 'warn';
  return ended.verdict === 'as-expected' ? 'plain' : 'bad';
}

function currentMatrix({ suite, store, date, refused }: Session): Matrix {
  return matrixOf(suite, { store, date, refused });
}

function tellEnd(session: Session, own: readonly MatrixTask[]): number {
  const { ui, store, flags, signal } = session;
  const matrix = currentMatrix(session);
  writeMatrix(store.folder, matrix);
  if (flags.junit !== undefined) writeFileSync(flags.junit, matrixJunit(matrix));
  ui.print(matrixLines(matrix));
  const folder = store.folder;
  ui.print([
    { text: `report  ${folder}/matrix.html`, tone: 'dim' },
    ...(signal.aborted ? [{ text: 'interrupted; go on with --resume', tone: 'plain' as const }] : []),
  ]);
  if (flags.json) process.stdout.write(`${JSON.stringify(matrix)}\n`);
  return signal.aborted ? exitCodes.interrupted : exitOf(matrix, own);
}

/** Of the cells that were this machine's to run. */
function exitOf({ cells, repeat }: Matrix, own: readonly MatrixTask[]): number {
  const digests = new Set(own.map(({ digest }) => digest));
  const ends = cells.filter(({ digest }) => digests.has(digest));
  const rounds = (digest: string) => own.filter((task) => task.digest === digest).length;
  const states = ends.map((cell) => cellIsAsExpected(cell, Math.min(repeat, rounds(cell.digest))));
  if (states.includes(false)) return exitCodes.notAsExpected;
  return states.includes(null) ? exitCodes.inconclusive : exitCodes.asExpected;
}
