import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { HarnessError } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { eachEvent, historyFileName } from '../history/reader.ts';
import { judgeFile } from '../judge/verdict.ts';
import type { Plan } from '../plan.ts';
import { run } from '../run.ts';
import type { Suite } from '../scenario/index.ts';
import type { MatrixTask, RunMatrixOptions } from '../suites/matrix.ts';
import type { Ui } from '../ui.ts';

/** Who runs the cells: this machine, or workers over a queue. */
export interface CellRunner extends AsyncDisposable {
  readonly runOne: RunMatrixOptions['runOne'];
  /** How many runs go on at the same time, as far as that is known. */
  atOnce(): number;
}

interface RunnerOptions {
  readonly suite: Suite;
  readonly flags: { readonly jobs: number; readonly queue?: string; readonly ca?: string };
  readonly signal: AbortSignal;
  readonly ui: Ui;
  /** Of the matrix. */
  readonly folder: string;
}

/** With `--queue` a UserError when there is no queue; else nothing can go wrong yet. */
export async function openRunner(options: RunnerOptions): Promise<CellRunner> {
  const { flags, folder, signal } = options;
  if (flags.queue !== undefined) return openQueueRunner(flags.queue, options);
  const out = join(folder, 'runs');
  return {
    runOne: (plan, onEvent) => run(plan, { signal, out, caFile: flags.ca, onEvent }),
    atOnce: () => flags.jobs,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function openQueueRunner(
  url: string,
  { suite, folder, signal, ui }: RunnerOptions,
): Promise<CellRunner> {
  const [{ queueAddress }, { openHandOut }] = await Promise.all([
    import('../suites/queue/address.ts'),
    import('../suites/queue/hand-out.ts'),
  ]);
  const handOut = await openHandOut({
    address: queueAddress(url, process.env),
    folder,
    signal,
    cellOf: ({ plan }) => cellOf(suite, plan),
    tell: (text) => ui.tell({ text: `  ${text}`, tone: 'warn' }),
  });
  return {
    async runOne(_plan, onEvent, { task, tries }) {
      const { folder: runFolder, tookMs } = await handOut.run(task, tries);
      const file = join(runFolder, historyFileName);
      // What the worker says of it is not asked: the history tells, as everywhere.
      await eachEvent(file, (event) => {
        requireSamePlan(event, task);
        onEvent(event);
      });
      return { judged: await judgeFile(file), folder: runFolder, tookMs };
    },
    atOnce: () => handOut.workers(),
    [Symbol.asyncDispose]: () => handOut[Symbol.asyncDispose](),
  };
}

function cellOf(suite: Suite, plan: Plan) {
  const cell = suite.cells.find((one) => one.plan === plan);
  if (!cell) throw new HarnessError(`${plan.name} is no cell of ${suite.name}`);
  return { text: cell.text(), labels: cell.labels };
}

/** A history of another plan proves nothing of this cell, whatever it says. */
function requireSamePlan(event: HistoryEvent, { plan, name }: MatrixTask): void {
  if (event.type !== 'run' || isDeepStrictEqual(whatRuns(event.plan), whatRuns(plan))) return;
  throw new HarnessError(`${name}: what a worker sent is the run of another plan`);
}

/** As it is stored, and without what differs by machine: where the file lies, and which runtime `auto` is. */
function whatRuns(plan: object): unknown {
  const { file: _file, warnings: _warnings, runtime: _runtime, ...what } = JSON.parse(JSON.stringify(plan));
  return what;
}
