import type { Node } from '../cluster/cluster.ts';
import { amountText, type Cut } from './cut.ts';
import type { NodeFile } from './node-file.ts';
import type { FaultProof } from './step.ts';

/** Cuts the end off a file in which no records live, as a checkpoint or an index: there its size is the proof. */
export async function truncateFile({ name, machine }: Node, file: NodeFile, cut: Cut): Promise<FaultProof> {
  const sizeNow = async () => (await machine.stat(file.path))?.bytes ?? 0;
  const before = await sizeNow();
  const asked = amountText(cut);
  const not = (why: string, bytes: readonly number[]): FaultProof => {
    return { node: name, happened: false, proof: { file: file.shown, asked, bytes }, why };
  };
  if (cut.unit !== 'bytes')
    return not(`no batches live in ${file.shown}, so it can only be cut by bytes`, [before]);
  if (before < cut.amount) return not(`${file.shown} has only ${before} B`, [before]);
  await machine.truncate(file.path, before - cut.amount);
  const after = await sizeNow();
  if (before === after) return not('0 B removed', [before, after]);
  if (before - after !== cut.amount) return not(`${before - after} B removed, not ${asked}`, [before, after]);
  const proof = { file: file.shown, asked, bytes: [before, after] };
  return { node: name, happened: true, proof, text: `${before} → ${after} B` };
}
