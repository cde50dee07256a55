import type { Node } from '../cluster/cluster.ts';
import { amountText, type Cut } from './cut.ts';
import type { NodeFile } from './node-file.ts';
import type { Shown } from './step.ts';

/** Cuts the end off a file in which no records live, as a checkpoint or an index: there its size is the proof. */
export async function truncateFile({ machine }: Node, file: NodeFile, cut: Cut): Promise<Shown> {
  const sizeNow = async () => (await machine.stat(file.path))?.bytes ?? 0;
  const before = await sizeNow();
  const asked = amountText(cut);
  const shown = (why: string | null, bytes: readonly number[]) => ({
    proof: { file: file.shown, asked, bytes },
    why,
  });
  if (cut.unit !== 'bytes')
    return shown(`no batches live in ${file.shown}, so it can only be cut by bytes`, [before]);
  if (before < cut.amount) return shown(`${file.shown} has only ${before} B`, [before]);
  await machine.truncate(file.path, before - cut.amount);
  const after = await sizeNow();
  if (before === after) return shown('0 B removed', [before, after]);
  if (before - after !== cut.amount)
    return shown(`${before - after} B removed, not ${asked}`, [before, after]);
  return { ...shown(null, [before, after]), text: `${before} → ${after} B` };
}
