import type { Node } from '../cluster/cluster.ts';
import { formatBytes } from '../lib/size.ts';
import { countText } from '../lib/words.ts';
import type { SegmentContent, System } from '../systems/system.ts';
import { amountIn, amountText, type Cut, planCut, removedRecords, type SegmentCut } from './cut.ts';
import { shownFile } from './node-file.ts';
import type { Shown } from './step.ts';

/** What to cut on a node. */
export interface LogCut extends Cut {
  /** Absolute paths, oldest first: all of a log, or the one file that is meant. */
  readonly segments: readonly string[];
  /** True on a node that holds replicas: there, only a record that is gone proves anything. */
  readonly mustRemoveRecords: boolean;
}

/**
 * Cuts the end off a log of a stopped node as a lost tail would: segments that are gone whole go with their indexes.
 * All of it is read before and after, and what went is held against what was asked for.
 */
export async function truncateLog(system: System, node: Node, cut: LogCut): Promise<Shown> {
  const { machine } = node;
  const read = (path: string) => readBatches(system, node, path);
  const planned = await planCut(cut, cut.segments, read);
  if ('why' in planned) return { proof: { asked: amountText(cut) }, why: planned.why };
  for (const segment of planned) await cutSegment(system, node, segment);
  const after = await Promise.all(
    planned.map(async ({ path }) => {
      const stat = await machine.stat(path);
      return stat ? { bytes: stat.bytes, content: await read(path) } : null;
    }),
  );
  const proof = proofOf(planned, after);
  const last = planned.at(-1)?.path ?? '';
  const told = { asked: amountText(cut), file: shownFile(machine, last), ...proof };
  return { proof: told, text: cutText(proof), why: whyNot(cut, proof) };
}

async function readBatches(system: System, { machine }: Node, path: string): Promise<SegmentContent> {
  const content = await system.readSegment?.(machine, path);
  if (!content) throw new Error(`${path} is no segment`);
  return content;
}

async function cutSegment(system: System, { machine }: Node, cut: SegmentCut): Promise<void> {
  const { path, content, keptBytes, goesOn } = cut;
  if (goesOn) {
    await machine.remove(path);
    await system.cutIndexes?.(machine, path, null);
    return;
  }
  if (keptBytes === content.writtenBytes) return;
  await machine.truncate(path, keptBytes);
  const gone = content.batches.find(({ endPosition }) => endPosition > keptBytes);
  if (gone) await system.cutIndexes?.(machine, path, { bytes: keptBytes, offset: gone.baseOffset });
}

type After = { readonly bytes: number; readonly content: SegmentContent } | null;
type BeforeAfter = readonly [before: number, after: number];

/** Over all segments that the cut met; bytes are those of the log. */
interface CutProof {
  readonly bytes: BeforeAfter;
  readonly batches: BeforeAfter;
  readonly records: BeforeAfter;
  readonly segmentsGone: number;
  readonly removed: SegmentContent['records'];
}

function proofOf(cuts: readonly SegmentCut[], after: readonly After[]): CutProof {
  const of = (unit: 'batches' | 'records'): BeforeAfter => [
    sum(cuts.map(({ content }) => amountIn(content, unit))),
    sum(after.map((each) => (each ? amountIn(each.content, unit) : 0))),
  ];
  const bytes = [
    sum(cuts.map(({ content }) => content.writtenBytes)),
    // A cut that did nothing leaves what is reserved ahead: that is no more of the log than it was.
    sum(after.map((each, at) => Math.min(each?.bytes ?? 0, cuts[at]?.content.writtenBytes ?? 0))),
  ] as const;
  return {
    bytes,
    batches: of('batches'),
    records: of('records'),
    segmentsGone: after.filter((each) => each === null).length,
    removed: cuts
      .map(({ content }, at) => removedRecords(content, after[at]?.content ?? null))
      .reverse()
      .flat(),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function cutText({ bytes: [from, to], records, segmentsGone }: CutProof): string {
  const size = from < 1024 ? `${from} → ${to} B` : `${formatBytes(from)} → ${formatBytes(to)}`;
  const gone = segmentsGone === 0 ? '' : `, ${countText(segmentsGone, 'segment')} gone whole`;
  return `${size}, ${records[0]} → ${records[1]} records${gone}`;
}

function whyNot(cut: LogCut, { bytes, batches, records }: CutProof): string | null {
  const [before, after] = { bytes, batches, records }[cut.unit];
  if (bytes[0] === bytes[1]) return '0 B removed';
  if (before - after !== cut.amount) {
    return `${amountText({ ...cut, amount: before - after })} removed, not ${amountText(cut)}`;
  }
  if (!cut.mustRemoveRecords || records[0] > records[1]) return null;
  return `${formatBytes(bytes[0] - bytes[1])} removed, but no record`;
}
