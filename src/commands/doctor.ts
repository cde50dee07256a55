import { exitCodes } from '../errors.ts';
import { wrapped } from '../reports/shared/printable.ts';
import type { Diagnosis, Examine } from './doctor-check.ts';
import { examineDiskInDocker, examineImage } from './doctor-images.ts';
import { demo, type Readiness, readiness } from './doctor-ready.ts';
import { examineCores, examineDisk, examineFolders, examineMemory } from './doctor-resources.ts';
import {
  examineDocker,
  examineFilesystemTools,
  examineLoopDevices,
  examineLyingFsync,
  examineRoot,
} from './doctor-runtimes.ts';
import { examineCache, examineJava, examineMaven } from './doctor-software.ts';

const examinations: readonly Examine[] = [
  examineJava,
  examineMaven,
  examineCache,
  examineDocker,
  examineImage,
  examineDiskInDocker,
  examineRoot,
  examineLoopDevices,
  examineFilesystemTools,
  examineLyingFsync,
  examineMemory,
  examineCores,
  examineDisk,
  examineFolders,
];

const nameWidth = 14;
const statusWidth = 9;

/** Tells what this machine has, what each missing thing would enable, and whether the demo can run. */
export async function runDoctor(
  { json = false }: { readonly json?: boolean },
  out: (line: string) => void,
): Promise<number> {
  const checks = await Promise.all(examinations.map((examine) => examine()));
  const runtimes = await readiness(checks);
  const isReady = runtimes.some(({ ready }) => ready);
  if (json) out(JSON.stringify({ ready: isReady, runtimes, checks }));
  else for (const line of [...checks.flatMap(linesOf), '', ...verdictOf(runtimes)]) out(line);
  return isReady ? exitCodes.asExpected : exitCodes.badInput;
}

function linesOf({ name, status, found, enables, help }: Diagnosis): readonly string[] {
  const next = ' '.repeat(statusWidth + nameWidth);
  const first = status.padEnd(statusWidth) + name.padEnd(nameWidth);
  const lines = wrapped(found, { first, next });
  if (status === 'missing') lines.push(...wrapped(enables, { first: `${next}for: `, next: `${next}     ` }));
  for (const [index, text] of (help ?? []).entries()) {
    lines.push(
      ...wrapped(text, { first: `${next}${index === 0 ? 'do:  ' : '     '}`, next: `${next}     ` }),
    );
  }
  return lines;
}

function verdictOf(runtimes: readonly Readiness[]): readonly string[] {
  const ready = runtimes.filter((runtime) => runtime.ready).map(({ runtime }) => runtime);
  if (ready.length > 0)
    return [`READY  try: fsync-lab run ${demo.scenario}  (runtimes: ${ready.join(', ')})`];
  const reasons = runtimes.flatMap(({ runtime, why }) =>
    wrapped(`${runtime}: ${why}`, { first: '  ', next: '    ' }),
  );
  return [`NOT READY  no runtime can run ${demo.scenario}:`, ...reasons];
}
