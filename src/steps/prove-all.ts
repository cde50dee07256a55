import type { FaultProof, StepContext } from './step.ts';

/** What a fault on one node has to show. It must say why it did not happen, or null: nothing counts as done by default. */
export interface Shown {
  readonly proof: FaultProof['proof'];
  readonly why: string | null;
  /** What it did, in words for the live line. */
  readonly text?: string;
}

/** The proof of a node by what it shows. */
export function shownBy(node: string, { why, ...shown }: Shown): FaultProof {
  return { node, ...shown, ...(why === null ? { happened: true } : { happened: false, why }) };
}

/** Records every proof before the first one that shows nothing ends the steps. */
export function proveAll(
  context: Pick<StepContext, 'prove'>,
  fault: string,
  proofs: readonly FaultProof[],
): void {
  const inOrder = [...proofs].sort((a, b) => Number(b.happened) - Number(a.happened));
  for (const proof of inOrder) context.prove(fault, proof);
}
