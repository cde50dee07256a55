import type { Node } from '../cluster/cluster.ts';
import { formatBytes } from '../lib/size.ts';
import type { SegmentContent, System } from '../systems/system.ts';
import { type Cut, cutPosition, removedRecords } from './cut.ts';
import { resolveNodeFile } from './node-file.ts';
import type { FaultProof } from './step.ts';

/** What to cut on a node. */
export interface FileCut extends Cut {
  /** Relative to the node's folder, or absolute when the system named it. */
  readonly file: string;
  /** True on a node that holds replicas: there, only a record that is gone proves anything. */
  readonly mustRemoveRecords: boolean;
}

/** Cuts the end off a file of a stopped node and reads it before and after, so that the proof names the records that went. */
export async function truncateFile(system: System, node: Node, cut: FileCut): Promise<FaultProof> {
  const { machine, name } = node;
  const found = await resolveNodeFile(machine, cut.file);
  if ('why' in found) {
    return { node: name, happened: false, proof: { file: cut.file }, why: found.why };
  }
  const before = await lookAt(system, node, found.path);
  await machine.truncate(found.path, cutPosition(cut, before.bytes, before.content));
  const after = await lookAt(system, node, found.path);
  const proof = { file: found.shown, ...proofOf(before, after) };
  const text = cutText(proof);
  const why = whyNothing(proof, cut.mustRemoveRecords);
  return why === null
    ? { node: name, happened: true, proof, text }
    : { node: name, happened: false, proof, why, text };
}

type Sight = Awaited<ReturnType<typeof lookAt>>;

async function lookAt(system: System, { machine }: Node, path: string) {
  const [stat, content] = await Promise.all([machine.stat(path), system.readSegment(machine, path)]);
  return { bytes: stat?.bytes ?? 0, content };
}

interface CutProof {
  readonly bytes: readonly [before: number, after: number];
  readonly records?: readonly [before: number, after: number];
  readonly batches?: readonly [before: number, after: number];
  readonly removed?: readonly (readonly [offset: number, value: string | null])[];
}

function proofOf(before: Sight, after: Sight): CutProof {
  const bytes = [before.bytes, after.bytes] as const;
  if (!before.content || !after.content) return { bytes };
  return {
    bytes,
    batches: [before.content.batches.length, after.content.batches.length],
    records: [recordsIn(before.content), recordsIn(after.content)],
    removed: removedRecords(before.content, after.content),
  };
}

/** By the batches' headers, as compressed batches are counted without being opened. */
function recordsIn({ batches }: SegmentContent): number {
  return batches.reduce((sum, { records }) => sum + records, 0);
}

function cutText({ bytes: [from, to], records }: CutProof): string {
  const size = from < 1024 ? `${from} → ${to} B` : `${formatBytes(from)} → ${formatBytes(to)}`;
  return records ? `${size}, ${records[0]} → ${records[1]} records` : size;
}

function whyNothing({ bytes: [from, to], records }: CutProof, mustRemoveRecords: boolean): string | null {
  if (from === to) return '0 B removed';
  if (!mustRemoveRecords || (records && records[0] > records[1])) return null;
  return `${formatBytes(from - to)} removed, but no record`;
}
