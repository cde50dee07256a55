import { availableParallelism, loadavg } from 'node:os';
import { messageOf } from '../src/errors.ts';
import { judging } from './judging.ts';
import { key9 } from './key9.ts';
import { key9InDocker } from './key9-docker.ts';
import { logSegments } from './log-segments.ts';
import { matrixPace } from './matrix.ts';
import { type BenchOptions, benchOptions } from './options.ts';
import { producerRate } from './producer-rate.ts';
import { type Promised, promisesText, type Section, sectionText } from './section.ts';
import { startUp } from './start-up.ts';

type Part = (options: BenchOptions) => AsyncIterable<Section>;

/** Every part by its name for `--only`. The quick ones go first. */
const parts: Readonly<Record<string, Part>> = {
  start: startUp,
  judging,
  log: logSegments,
  producer: producerRate,
  key9,
  docker: key9InDocker,
  matrix: matrixPace,
};

/** Measures the parts one after the other and answers with all promises. */
async function measure(options: BenchOptions): Promise<readonly Promised[]> {
  const promises: Promised[] = [];
  const names = options.only.length === 0 ? Object.keys(parts) : options.only;
  for (const name of names) {
    const part = parts[name];
    if (!part) throw new Error(`there is no part '${name}'; there are ${Object.keys(parts).join(', ')}`);
    for await (const section of part(options)) {
      console.log(sectionText(section));
      promises.push(...section.promises);
    }
  }
  return promises;
}

/** Without it nobody can tell a slow tool from a busy machine. */
function machineText(): string {
  const load = loadavg().map((value) => value.toFixed(1));
  return `${availableParallelism()} cores, load average ${load.join(', ')}, Node ${process.versions.node}\n`;
}

try {
  console.log(machineText());
  const promises = await measure(benchOptions(process.argv.slice(2)));
  if (promises.length > 0) console.log(promisesText(promises));
  process.exitCode = promises.every(({ held }) => held) ? 0 : 1;
} catch (error) {
  console.error(`bench: ${messageOf(error)}`);
  process.exitCode = 2;
}
