import { table } from '../src/lib/table.ts';
import { runtimeKinds } from '../src/machines/index.ts';
import { loadScenario, planScenario } from '../src/scenario/index.ts';
import { bareKey9 } from './bare-key9.ts';
import { labKey9 } from './lab-key9.ts';
import { median, percent, seconds } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import { type PhaseName, phaseNames, type Timing } from './phases.ts';
import type { Section } from './section.ts';

const shareMax = 0.1;

/** Where the time of key9 goes, against a bare script with the same boots and waits, in each runtime. */
export async function* key9({ rounds, runtimes }: BenchOptions): AsyncGenerator<Section> {
  for (const runtime of runtimes) yield await key9In(runtime, rounds);
}

async function key9In(runtime: string, rounds: number): Promise<Section> {
  const missing = await whyNot(runtime);
  const bare = bareScripts[runtime];
  if (missing !== null || !bare) {
    const why = missing ?? 'there is no bare script for it yet';
    return { title: `key9, ${runtime}: not measured`, lines: [why], promises: [] };
  }
  const labs: Timing[] = [];
  const bares: Timing[] = [];
  // Lab, bare, bare, lab, …: whoever comes second finds a warmer machine.
  for (let round = 0; round < rounds; round += 1) {
    const turns = [
      async () => void labs.push(await labKey9(runtime)),
      async () => void bares.push(await bare()),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  return compare(runtime, labs, bares);
}

/** The bare script of each runtime that has one. */
const bareScripts: Readonly<Record<string, () => Promise<Timing>>> = {
  local: () => bareKey9(planScenario(loadScenario('key9-loss'), { runtime: 'local' })),
};

async function whyNot(runtime: string): Promise<string | null> {
  const kind = runtimeKinds.find(({ name }) => name === runtime);
  if (!kind) return `there is no such runtime; there are ${runtimeKinds.map(({ name }) => name).join(', ')}`;
  const power = (await kind.powers()).find(({ name }) => name === 'processes');
  return power?.there ? null : (power?.why ?? 'it cannot run processes here');
}

function compare(runtime: string, labs: readonly Timing[], bares: readonly Timing[]): Section {
  const lab = median(labs.map(({ wholeMs }) => wholeMs));
  const bare = median(bares.map(({ wholeMs }) => wholeMs));
  const share = (lab - bare) / lab;
  return {
    title: `key9, ${runtime}: where the time goes (medians of ${labs.length}, in turn)`,
    lines: [
      ...phaseTable(labs, bares),
      '',
      `wholes: lab ${allOf(labs)}; bare ${allOf(bares)}`,
      `the tool's own share: (${seconds(lab)} - ${seconds(bare)}) / ${seconds(lab)} = ${percent(share)}`,
    ],
    promises: [
      {
        what: `key9, ${runtime}: the tool's own share below ${percent(shareMax)}`,
        measured: percent(share),
        held: share < shareMax,
      },
    ],
  };
}

function phaseTable(labs: readonly Timing[], bares: readonly Timing[]): readonly string[] {
  const columns = ['lab', 'of the whole', 'bare', 'difference'].map((title) => ({
    title,
    align: 'right' as const,
  }));
  const whole = median(labs.map(({ wholeMs }) => wholeMs));
  const row = (name: string, of: (timing: Timing) => number) => {
    const [lab, bare] = [median(labs.map(of)), median(bares.map(of))];
    return [name, seconds(lab), percent(lab / whole), seconds(bare), seconds(lab - bare)];
  };
  const rows = phaseNames.map((name) => row(name, ({ phaseMs }) => phaseMs.get(name) ?? 0));
  rows.push(
    row('anything else', unnamedMs),
    row('the whole', ({ wholeMs }) => wholeMs),
  );
  return table([{ title: '' }, ...columns], rows);
}

function unnamedMs({ wholeMs, phaseMs }: Timing): number {
  const named = [...phaseMs].reduce((sum, [, ms]: readonly [PhaseName, number]) => sum + ms, 0);
  return wholeMs - named;
}

function allOf(timings: readonly Timing[]): string {
  return timings.map(({ wholeMs }) => (wholeMs / 1000).toFixed(1)).join(', ');
}
