import { exitCodes } from '../errors.ts';
import type { Diagnosis } from '../lib/diagnosis.ts';
import { wrapped } from '../lib/wrapped.ts';
import { runtimeKinds } from '../machines/index.ts';
import { systems } from '../systems/index.ts';
import type { System } from '../systems/system.ts';
import { type Readiness, readiness } from './doctor-ready.ts';
import { examineResources } from './doctor-resources.ts';

const nameWidth = 14;
const statusWidth = 9;

/** Tells what this machine has, what each missing thing would enable, and whether the demo can run. */
export async function runDoctor(
  { json = false }: { readonly json?: boolean },
  out: (line: string) => void,
): Promise<number> {
  const [system] = systems;
  if (!system) throw new TypeError('no system is registered');
  const { scenario } = system.demo;
  const diagnoses = await examineAll(system);
  const runtimes = await readiness(diagnoses, scenario);
  const isReady = runtimes.some(({ ready }) => ready);
  const checks = diagnoses.map(({ blocks, ...check }) => check);
  if (json) out(JSON.stringify({ ready: isReady, runtimes, checks }));
  else for (const line of [...checks.flatMap(linesOf), '', ...verdictOf(runtimes, scenario)]) out(line);
  return isReady ? exitCodes.asExpected : exitCodes.badInput;
}

/** Each system and runtime examines itself. What the demo needs decides whether this machine is ready; other systems are told besides. */
async function examineAll({ examine, demo, pinnedSoftware }: System): Promise<readonly Diagnosis[]> {
  const software = pinnedSoftware(demo.version);
  const others = systems.slice(1).map((system) => system.examine());
  const all = [
    examine(),
    ...others,
    ...runtimeKinds.map((kind) => kind.examine(software)),
    examineResources(),
  ];
  return (await Promise.all(all)).flat();
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

function verdictOf(runtimes: readonly Readiness[], scenario: string): readonly string[] {
  const ready = runtimes.filter((runtime) => runtime.ready).map(({ runtime }) => runtime);
  if (ready.length > 0) return [`READY  try: fsync-lab run ${scenario}  (runtimes: ${ready.join(', ')})`];
  const reasons = runtimes.flatMap(({ runtime, why }) =>
    wrapped(`${runtime}: ${why}`, { first: '  ', next: '    ' }),
  );
  return [`NOT READY  no runtime can run ${scenario}:`, ...reasons];
}
