import { posix } from 'node:path';
import { withoutPadding } from '../../lib/payload.ts';
import type { Machine } from '../../machines/machine.ts';
import { dataFolder } from '../go/raft-system.ts';
import type { NotRead, ReplicaLog } from '../system.ts';
import { type Block, type BlockRecord, checksumOf, readBlock } from './block.ts';
import { type LoggedMessage, loggedMessages } from './raft-log.ts';
import { firstSequence, streamName } from './stream.ts';

/**
 * What a server's replica holds, without any process: the stream's own blocks, and behind them what only the log of its
 * Raft group has. A server acknowledges by the latter and applies it later, so the blocks alone would miss records that
 * it has when it starts again.
 */
export async function readServerLog(machine: Machine): Promise<ReplicaLog | NotRead> {
  const root = posix.join(dataFolder(machine), 'jetstream');
  const files = (await machine.list(root)).filter(({ isFolder }) => !isFolder).map(({ path }) => path);
  const stream = blocksIn(files, posix.join('$G', 'streams', streamName));
  const groups = [...new Set(files.flatMap((path) => /^\$SYS\/_js_\/(S-[^/]+)\//.exec(path)?.[1] ?? []))];
  const [group, ...others] = groups;
  if (stream.length === 0 && group === undefined)
    return { notRead: `${machine.name} has no stream ${streamName}`, isAbsent: true };
  if (others.length > 0) return { notRead: `${machine.name} has ${groups.length} Raft groups of streams` };
  const logged = group === undefined ? [] : blocksIn(files, posix.join('$SYS', '_js_', group));
  const blocks = await read(machine, root, stream, streamName);
  const raft = await read(machine, root, logged, group ?? '');
  return logOf(machine.name, blocks, raft);
}

interface BlockFile {
  readonly path: string;
  readonly number: number;
}

/** The blocks of a store, oldest first: `msgs/1.blk`, `msgs/2.blk`, … */
function blocksIn(files: readonly string[], store: string): readonly BlockFile[] {
  const prefix = posix.join(store, 'msgs/');
  return files
    .flatMap((path) => {
      const number = path.startsWith(prefix)
        ? /^(\d+)\.blk$/.exec(path.slice(prefix.length))?.[1]
        : undefined;
      return number === undefined ? [] : [{ path, number: Number(number) }];
    })
    .sort((a, b) => a.number - b.number);
}

async function read(
  machine: Machine,
  root: string,
  files: readonly BlockFile[],
  store: string,
): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  for (const { path, number } of files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of machine.read(posix.join(root, path))) pieces.push(Uint8Array.from(piece));
    blocks.push(readBlock(Buffer.concat(pieces), await checksumOf(store, number)));
  }
  return blocks;
}

function logOf(name: string, blocks: readonly Block[], raft: readonly Block[]): ReplicaLog | NotRead {
  const stored = storedMessages(blocks.flatMap(({ records }) => records));
  const logged = loggedMessages(raft.flatMap(({ records }) => records));
  const last = Math.max(firstSequence - 1, ...stored.map(({ sequence }) => sequence));
  const ahead = logged.filter(({ sequence }) => sequence > last);
  if (ahead.some(({ body }) => body === null))
    return { notRead: `the Raft log of ${name} has a compressed message or a batch` };
  const records = [...stored, ...ahead].flatMap(({ sequence, body }): [number, string][] =>
    body === null ? [] : [[sequence, withoutPadding(body.toString('utf8'))]],
  );
  const sum = (of: (block: Block) => number) =>
    [...blocks, ...raft].reduce((all, block) => all + of(block), 0);
  return {
    start: records[0]?.[0] ?? firstSequence,
    end: (records.at(-1)?.[0] ?? firstSequence - 1) + 1,
    bytes: sum(({ bytes }) => bytes),
    torn: sum(({ torn }) => torn),
    badCrc: sum(({ badCrc }) => badCrc),
    epochs: termsOf(logged),
    records,
  };
}

/** The stream's messages: a sequence only moves up, and what is removed is there no more. */
function storedMessages(records: readonly BlockRecord[]) {
  const kept = new Map<number, BlockRecord>();
  let last = 0;
  for (const record of records) {
    if (record.isRemoval) kept.delete(record.sequence);
    else if (record.sequence > last) kept.set(record.sequence, record);
    last = Math.max(last, record.sequence);
  }
  return [...kept.values()];
}

/** Each term with the first sequence that it gave. */
function termsOf(logged: readonly LoggedMessage[]): readonly [number, number][] {
  const terms: [number, number][] = [];
  for (const { term, sequence } of logged) if (terms.at(-1)?.[0] !== term) terms.push([term, sequence]);
  return terms;
}
