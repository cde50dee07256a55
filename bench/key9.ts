import { runtimeKinds } from '../src/machines/index.ts';
import { bareKey9Process } from './bare-process.ts';
import { sharePromise } from './key9-share.ts';
import { comparedTable, labTable } from './key9-table.ts';
import { labKey9 } from './lab-key9.ts';
import type { BenchOptions } from './options.ts';
import type { Timing } from './phases.ts';
import type { Section } from './section.ts';
import { undisturbed } from './undisturbed.ts';

/** Where the time of key9 goes, against a bare script with the same boots and waits, in each runtime. */
export async function* key9({ rounds, runtimes }: BenchOptions): AsyncGenerator<Section> {
  for (const runtime of runtimes) yield await key9In(runtime, rounds);
}

async function key9In(runtime: string, rounds: number): Promise<Section> {
  const missing = await whyNot(runtime);
  if (missing !== null) return { title: `key9, ${runtime}: not measured`, lines: [missing], promises: [] };
  const bare = bareScripts[runtime];
  const title = `key9, ${runtime}: where the time goes`;
  if (!bare) return { title, lines: labTable(await repeated(rounds, () => labKey9(runtime))), promises: [] };
  const { timings, note } = await undisturbed(rounds, [
    { run: () => labKey9(runtime), isOwn: true },
    { run: bare, isOwn: true },
  ]);
  const [labs, bares] = timings;
  return {
    title: `${title} (medians of ${labs.length}, in turn)`,
    lines: [...comparedTable(labs, bares), note],
    promises: [sharePromise(runtime, labs, bares)],
  };
}

async function repeated<T>(times: number, work: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  while (results.length < times) results.push(await work());
  return results;
}

/** The bare script of each runtime that has one; without one there is nothing to hold the whole against. */
const bareScripts: Readonly<Record<string, () => Promise<Timing>>> = {
  local: bareKey9Process,
};

/** Why a runtime cannot be measured here; null when it can. */
export async function whyNot(runtime: string): Promise<string | null> {
  const kind = runtimeKinds.find(({ name }) => name === runtime);
  if (!kind) return `there is no such runtime; there are ${runtimeKinds.map(({ name }) => name).join(', ')}`;
  const power = (await kind.powers()).find(({ name }) => name === 'processes');
  return power?.there ? null : (power?.why ?? 'it cannot run processes here');
}
