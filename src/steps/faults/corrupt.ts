import { z } from 'zod';
import { expected } from '../../lib/schemas.ts';
import { listText } from '../../lib/words.ts';
import type { Machine } from '../../machines/machine.ts';
import { removedRecords } from '../cut.ts';
import {
  eachFile,
  type FileBefore,
  fileTargetShape,
  namesOneFile,
  oneFileError,
  targetText,
} from '../file-target.ts';
import { defineNodeFault } from '../node-fault.ts';
import { requireFile } from '../node-file.ts';
import { nodesIn } from '../nodes.ts';
import type { Shown, StepContext } from '../step.ts';

const bytesMax = 1024 * 1024;
const shownBytesMax = 32;
const bytesError = { error: expected('a number of bytes from 1 to 1048576') };

const schema = z
  .strictObject({
    ...fileTargetShape,
    at: z
      .int({ error: expected('a byte of the file; negative ones count from its end') })
      .optional()
      .describe('where it begins: a byte of the file, negative from its end; of a record, of its batch'),
    bytes: z.int(bytesError).min(1, bytesError).max(bytesMax, bytesError).default(1),
    with: z
      .enum(['flip', 'zeros'], { error: expected('flip or zeros') })
      .default('flip')
      .describe('flip: every bit of these bytes; zeros: as a block that was never written'),
  })
  .refine(namesOneFile, oneFileError)
  .refine(({ at, record }) => at !== undefined || record !== undefined, {
    error: 'expected `at`, a byte of the file; only with `record` it may be left out',
  })
  .transform(nodesIn);

type CorruptArgs = z.output<typeof schema>;

/** What a disk does that returns other bytes than it was given: nothing is missing, and only a checksum can tell. */
export const corrupt = defineNodeFault({
  name: 'corrupt',
  summary: 'Overwrite bytes of one file of a stopped node: of a record, of a segment, at a place of any file',
  schema,
  example: 'corrupt: { node: broker-2, record: 7 }',
  takes: 'stopped',
  control: () => null,
  rules: (args, walk) => requireFile(args, walk),
  describe: (args) => `corrupt ${targetText(args)} on ${listText(args.nodes)}`,
  hurt: eachFile(corruptFile),
});

async function corruptFile(file: FileBefore, args: CorruptArgs, context: StepContext): Promise<Shown> {
  const { machine, path, shown, size, held } = file;
  const start = startOf(args, file);
  if (start < 0 || start + args.bytes > size) {
    const why = `${shown} has ${size} B, so there are no ${args.bytes} B at ${start}`;
    return { proof: { file: shown, bytes: size }, why };
  }
  const before = await readBytes(machine, path, start, args.bytes);
  await machine.overwrite(path, start, args.with === 'zeros' ? Buffer.alloc(args.bytes) : flipped(before));
  const after = await readBytes(machine, path, start, args.bytes);
  const holds = (await context.cluster.system.readSegment?.(machine, path)) ?? null;
  const unreadable = held ? removedRecords(held, holds) : [];
  const changed = before.filter((byte, at) => byte !== after[at]).length;
  const proof = {
    file: shown,
    at: start,
    asked: `${args.bytes} B`,
    changed,
    ...shownBytes(before, after),
    unreadable,
  };
  const text = `${args.bytes} B at ${start} of ${shown}${held ? `, ${unreadable.length} records can no longer be read` : ''}`;
  return { proof, text, why: whyNot(args, { after, changed, unreadable }) };
}

/** The last bytes of a record's batch, unless told: there it is the record itself, and the checksum covers it. */
function startOf({ at, bytes }: CorruptArgs, { batch, size }: FileBefore): number {
  if (batch) return at === undefined ? batch.end - bytes : (at < 0 ? batch.end : batch.start) + at;
  return (at ?? 0) < 0 ? size + (at ?? 0) : (at ?? 0);
}

async function readBytes(machine: Machine, path: string, start: number, count: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of machine.read(path, start)) {
    pieces.push(piece);
    size += piece.length;
    if (size >= count) break;
  }
  return Buffer.concat(pieces).subarray(0, count);
}

function flipped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff));
}

function shownBytes(before: Buffer, after: Buffer) {
  return {
    before: before.subarray(0, shownBytesMax).toString('hex'),
    after: after.subarray(0, shownBytesMax).toString('hex'),
  };
}

interface Seen {
  readonly after: Buffer;
  readonly changed: number;
  readonly unreadable: readonly (readonly [offset: number, value: string | null])[];
}

function whyNot(args: CorruptArgs, { after, changed, unreadable }: Seen): string | null {
  if (changed === 0) return args.with === 'zeros' ? 'these bytes are zeros already' : 'no byte changed';
  const isDone = args.with === 'zeros' ? after.every((byte) => byte === 0) : changed === args.bytes;
  if (!isDone) return `${changed} B changed, not ${args.bytes}`;
  const isHurt = args.record === undefined || unreadable.some(([offset]) => offset === args.record);
  return isHurt ? null : `record ${args.record} can still be read`;
}
