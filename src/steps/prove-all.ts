import type { FaultProof, StepContext } from './step.ts';

/** Records every proof before the first one that shows nothing ends the steps. */
export function proveAll(
  context: Pick<StepContext, 'prove'>,
  fault: string,
  proofs: readonly FaultProof[],
): void {
  const inOrder = [...proofs].sort((a, b) => Number(b.happened) - Number(a.happened));
  for (const proof of inOrder) context.prove(fault, proof);
}
