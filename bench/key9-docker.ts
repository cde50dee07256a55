import { whyNot } from './key9.ts';
import { allOf, wholeOf } from './key9-share.ts';
import { runtimesTable } from './key9-table.ts';
import { labKey9 } from './lab-key9.ts';
import { seconds } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import type { Section } from './section.ts';
import { undisturbed } from './undisturbed.ts';

const ratioMax = 1.5;

/** key9 in Docker beside local, warm and in turn: nobody should have to choose local processes for their speed. */
export async function* key9InDocker({ rounds }: BenchOptions): AsyncGenerator<Section> {
  const missing = (await whyNot('docker')) ?? (await whyNot('local'));
  if (missing === null) yield await besideLocal(rounds);
  else yield { title: 'key9, docker beside local: not measured', lines: [missing], promises: [] };
}

async function besideLocal(rounds: number): Promise<Section> {
  // The first run may build the image, and reads it from the disk.
  await labKey9('docker');
  const { timings, note } = await undisturbed(rounds, [
    { run: () => labKey9('local'), isOwn: true },
    { run: () => labKey9('docker'), isOwn: false },
  ]);
  const [local, docker] = [wholeOf(timings[0]), wholeOf(timings[1])];
  const ratio = docker / local;
  return {
    title: `key9, docker beside local (medians of ${timings[0].length}, in turn)`,
    lines: [
      ...runtimesTable(...timings),
      '',
      `wholes: local ${allOf(timings[0])} s; docker ${allOf(timings[1])} s`,
      `${note}; seen in the turns of local only`,
    ],
    promises: [
      {
        what: `key9 in docker within ${ratioMax.toFixed(1)}x of local`,
        measured: `${ratio.toFixed(2)}x, ${seconds(docker)} to ${seconds(local)}`,
        held: ratio <= ratioMax,
      },
    ],
  };
}
