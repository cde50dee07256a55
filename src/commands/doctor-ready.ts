import { messageOf } from '../errors.ts';
import { runtimeKinds } from '../machines/index.ts';
import type { Power, RuntimeKind } from '../machines/machine.ts';
import { cachedVersions } from '../systems/kafka/distribution/software.ts';
import type { Diagnosis } from './doctor-check.ts';

/** What the verdict of the doctor is about. */
export const demo = { scenario: 'key9-loss', kafka: '3.4.0' } as const;

/** Whether a runtime can run the demo, and why not. */
export interface Readiness {
  readonly runtime: string;
  readonly ready: boolean;
  readonly why: string;
}

/** Every runtime of the registry, in its order. */
export async function readiness(diagnoses: readonly Diagnosis[]): Promise<readonly Readiness[]> {
  const jars = await jarsProblem(diagnoses);
  return Promise.all(runtimeKinds.map((kind) => readinessOf(kind, diagnoses, jars)));
}

async function readinessOf(
  kind: RuntimeKind,
  diagnoses: readonly Diagnosis[],
  jars: string | null,
): Promise<Readiness> {
  const processes = await processesPower(kind);
  // A container has a Java of its own.
  const java = kind.name === 'local' ? problemOf('Java', diagnoses) : null;
  const cannot = processes?.there ? null : (processes?.why ?? 'it cannot run processes');
  const problems = [cannot, java, jars, problemOf('folders', diagnoses)].filter(
    (problem) => problem !== null,
  );
  const ready = problems.length === 0;
  return { runtime: kind.name, ready, why: ready ? `can run ${demo.scenario}` : problems.join('; ') };
}

/** A runtime that cannot even look is not ready; the others may be. */
async function processesPower(kind: RuntimeKind): Promise<Pick<Power, 'there' | 'why'> | undefined> {
  try {
    return (await kind.powers()).find(({ name }) => name === 'processes');
  } catch (error) {
    return { there: false, why: messageOf(error) };
  }
}

/** The jars must be here, or there must be a way to bring them. */
async function jarsProblem(diagnoses: readonly Diagnosis[]): Promise<string | null> {
  if ((await cachedVersions()).includes(demo.kafka)) return null;
  return problemOf('Maven', diagnoses);
}

function problemOf(name: string, diagnoses: readonly Diagnosis[]): string | null {
  const diagnosis = diagnoses.find((candidate) => candidate.name === name);
  return diagnosis?.status === 'missing' ? diagnosis.found : null;
}
