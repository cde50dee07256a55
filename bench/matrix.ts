import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { table } from '../src/lib/table.ts';
import { cellName, cellText, type Matrix, type MatrixRun } from '../src/reports/matrix.ts';
import { median, seconds } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import type { Section } from './section.ts';
import { program } from './start-up.ts';
import { tempFolder } from './temp-folder.ts';

const runsAnHourMin = 300;
const ratioMax = 0.7;

/** One matrix: how long it took as a whole, and what it says. */
interface Timed {
  readonly ms: number;
  readonly cells: readonly string[];
  readonly runs: readonly MatrixRun[];
}

/** The smoke suite with one job and with two, in turn, so that the machine's noise hits both. */
export async function* matrixPace({ rounds, runtimes }: BenchOptions): AsyncGenerator<Section> {
  for (const runtime of runtimes) {
    const one: Timed[] = [];
    const two: Timed[] = [];
    for (let round = 0; round < rounds; round += 1) {
      one.push(await smoke(runtime, 1));
      two.push(await smoke(runtime, 2));
    }
    yield sectionOf(runtime, one, two);
  }
}

async function smoke(runtime: string, jobs: number): Promise<Timed> {
  await using folder = await tempFolder();
  const out = folder.path;
  const startedAt = performance.now();
  const flags = ['--runtime', runtime, '--jobs', String(jobs), '--out', out, '--quiet'];
  const { exitCode, stderr } = await execa(process.execPath, [program, 'matrix', 'smoke', ...flags], {
    reject: false,
  });
  const ms = performance.now() - startedAt;
  if (![0, 1, 3].includes(exitCode ?? 2)) throw new Error(`matrix smoke exited with ${exitCode}: ${stderr}`);
  const [made = ''] = await readdir(join(out, 'smoke.matrix'));
  const text = await readFile(join(out, 'smoke.matrix', made, 'matrix.json'), 'utf8');
  const { cells, repeat } = JSON.parse(text) as Matrix;
  return {
    ms,
    cells: cells.map((cell) => `${cellName(cell)}: ${cellText(cell, repeat)}`),
    runs: cells.flatMap(({ runs }) => runs),
  };
}

function sectionOf(runtime: string, one: readonly Timed[], two: readonly Timed[]): Section {
  const anHour = (timed: readonly Timed[]) =>
    median(timed.map(({ ms, runs }) => (runs.length * 3_600_000) / ms));
  const whole = (timed: readonly Timed[]) => median(timed.map(({ ms }) => ms));
  const ratio = whole(two) / whole(one);
  const tables = new Set([...one, ...two].map(({ cells }) => cells.join('\n')));
  return {
    title: `The smoke suite, ${runtime}, ${one.length} times with one job and with two`,
    lines: [
      ...table(columns, [rowOf('--jobs 1', one), rowOf('--jobs 2', two)]),
      '',
      ...[...tables].join('\n').split('\n'),
    ],
    promises: [
      {
        what: `matrix smoke, ${runtime}: at least ${runsAnHourMin} runs an hour with two jobs`,
        measured: anHour(two).toFixed(0),
        held: anHour(two) >= runsAnHourMin,
      },
      {
        what: `matrix smoke, ${runtime}: --jobs 2 within ${ratioMax} of --jobs 1`,
        measured: ratio.toFixed(2),
        held: ratio <= ratioMax,
      },
      {
        what: `matrix smoke, ${runtime}: the same table, whatever --jobs`,
        measured: tables.size === 1 ? 'the same' : `${tables.size} tables`,
        held: tables.size === 1,
      },
    ],
  };
}

const columns = [
  { title: '' },
  { title: 'whole', align: 'right' },
  { title: 'runs an hour', align: 'right' },
  { title: 'start', align: 'right' },
  { title: 'steps', align: 'right' },
  { title: 'final reads', align: 'right' },
  { title: 'judging, tear-down', align: 'right' },
] as const;

/** Where the time of a run goes, on average; the whole is the median. */
function rowOf(name: string, timed: readonly Timed[]): readonly string[] {
  const runs = timed.flatMap((each) => each.runs);
  const mean = (of: keyof MatrixRun['phases']) =>
    seconds(runs.reduce((sum, { phases }) => sum + phases[of], 0) / runs.length);
  return [
    name,
    seconds(median(timed.map(({ ms }) => ms))),
    median(timed.map((each) => (each.runs.length * 3_600_000) / each.ms)).toFixed(0),
    mean('setup'),
    mean('steps'),
    mean('final'),
    mean('rest'),
  ];
}
