import { messageOf } from '../errors.ts';
import type { Diagnosis } from '../lib/diagnosis.ts';
import { runtimeKinds } from '../machines/index.ts';
import type { Power, RuntimeKind } from '../machines/machine.ts';

/** Whether a runtime can run a scenario, and why not. */
export interface Readiness {
  readonly runtime: string;
  readonly ready: boolean;
  readonly why: string;
}

/** Every runtime of the registry, in its order. */
export function readiness(diagnoses: readonly Diagnosis[], scenario: string): Promise<readonly Readiness[]> {
  return Promise.all(runtimeKinds.map((kind) => readinessOf(kind, diagnoses, scenario)));
}

async function readinessOf(
  kind: RuntimeKind,
  diagnoses: readonly Diagnosis[],
  scenario: string,
): Promise<Readiness> {
  const processes = await processesPower(kind);
  const cannot = processes?.there ? [] : [processes?.why ?? 'it cannot run processes'];
  const blocking = diagnoses.filter(
    ({ status, blocks = [] }) => status === 'missing' && (blocks === 'all' || blocks.includes(kind.name)),
  );
  const problems = [...cannot, ...blocking.map(({ found }) => found)];
  const ready = problems.length === 0;
  return { runtime: kind.name, ready, why: ready ? `can run ${scenario}` : problems.join('; ') };
}

/** A runtime that cannot even look is not ready; the others may be. */
async function processesPower(kind: RuntimeKind): Promise<Pick<Power, 'there' | 'why'> | undefined> {
  try {
    return (await kind.powers()).find(({ name }) => name === 'processes');
  } catch (error) {
    return { there: false, why: messageOf(error) };
  }
}
