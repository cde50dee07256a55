import { z } from 'zod';
import type { Node } from '../cluster/cluster.ts';
import { expected, oneOrMany } from '../lib/schemas.ts';
import type { Machine } from '../machines/machine.ts';
import type { SegmentContent } from '../systems/system.ts';
import { each } from './node-fault.ts';
import { type NodeFile, nodeFileArg, resolveNodeFile } from './node-file.ts';
import { type NodeArgs, partitionArg } from './nodes.ts';
import type { Shown, StepContext } from './step.ts';

/** One file of each node: by its path, or a segment of a log by its number or by a record that it holds. */
export interface FileTarget extends NodeArgs {
  readonly file?: string | undefined;
  readonly segment?: number | undefined;
  readonly record?: number | undefined;
}

const segmentError = { error: expected('the number of a segment: 1 is the oldest, -1 the active one') };
const recordError = { error: expected("a record's offset, from 0") };

/** What a scenario writes to name the file. */
export const fileTargetShape = {
  node: oneOrMany,
  partition: partitionArg.optional(),
  file: nodeFileArg.optional(),
  segment: z
    .int(segmentError)
    .refine((number) => number !== 0, segmentError)
    .optional()
    .describe("a segment of the partition's log: 1 is the oldest, 2 the next, -1 the active one"),
  record: z
    .int(recordError)
    .nonnegative(recordError)
    .optional()
    .describe('the segment that holds the record of this offset'),
};

/** Exactly one way of naming it; a file has its path, so it needs no partition. */
export function namesOneFile({ file, segment, record, partition }: Omit<FileTarget, 'nodes'>): boolean {
  const given = [file, segment, record].filter((value) => value !== undefined).length;
  return given === 1 && (file === undefined || partition === undefined);
}

export const oneFileError = {
  error: 'expected one of `file`, `segment` and `record`; `partition` goes with the last two',
};

/** The file, and where in it the batch of the record lies that named it. */
interface FoundFile extends NodeFile {
  readonly batch?: { readonly start: number; readonly end: number };
}

/** A file as a fault finds it. */
export interface FileBefore extends FoundFile {
  readonly machine: Machine;
  readonly size: number;
  /** What records live in it; null where none do. */
  readonly held: SegmentContent | null;
}

/** A fault on one file of each node. */
export function eachFile<Args extends FileTarget>(
  hurtOne: (file: FileBefore, args: Args, context: StepContext) => Promise<Shown>,
) {
  return each<Args>(async (node, args, context) => {
    const { machine } = node;
    const found = await findFile(node, args, context);
    if ('why' in found) return { proof: {}, why: found.why };
    const size = (await machine.stat(found.path))?.bytes ?? 0;
    const held = (await context.cluster.system.readSegment?.(machine, found.path)) ?? null;
    return hurtOne({ ...found, machine, size, held }, args, context);
  });
}

/** Looks for the file on the node; a sentence when it has none, or one that leads out of its folder. */
async function findFile(
  node: Node,
  target: FileTarget,
  context: StepContext,
): Promise<FoundFile | { readonly why: string }> {
  if (target.file !== undefined) return resolveNodeFile(node.machine, target.file);
  const partition = context.partition(target.partition);
  const { segments = [] } = (await context.cluster.system.replicaFiles?.(node.machine, partition)) ?? {};
  if (target.record !== undefined) return segmentOf(target.record, segments, node, context);
  const number = target.segment ?? 1;
  const path = segments.at(number > 0 ? number - 1 : number);
  if (path === undefined) return { why: `its log of ${partition} has ${segments.length} segments` };
  return resolveNodeFile(node.machine, path);
}

async function segmentOf(
  record: number,
  segments: readonly string[],
  { machine }: Node,
  { cluster }: StepContext,
): Promise<FoundFile | { readonly why: string }> {
  for (const path of segments) {
    const batches = (await cluster.system.readSegment?.(machine, path))?.batches ?? [];
    const at = batches.findIndex(
      ({ baseOffset, lastOffset }) => baseOffset <= record && record <= lastOffset,
    );
    const end = batches[at]?.endPosition;
    if (end === undefined) continue;
    const found = await resolveNodeFile(machine, path);
    return 'why' in found ? found : { ...found, batch: { start: batches[at - 1]?.endPosition ?? 0, end } };
  }
  return { why: `its log holds no record ${record}` };
}

/** `topic1-0/0.log`, `segment 2 of topic1-0`, `record 7`, for the live line. */
export function targetText({ file, segment, record, partition }: FileTarget): string {
  if (file !== undefined) return file;
  const of = partition === undefined ? '' : ` of ${partition}`;
  if (record !== undefined) return `record ${record}${of}`;
  return segment === -1 ? `the active segment${of}` : `segment ${segment}${of}`;
}
