import type { BlockRecord } from './block.ts';

/** A message as the Raft group's log has it: committed or not, applied to the stream or not. */
export interface LoggedMessage {
  readonly term: number;
  readonly sequence: number;
  /** Null when it is there and cannot be told: it is compressed, or a part of a batch. */
  readonly body: Buffer | null;
}

// server/raft.go of nats-server 2.12 (`appendEntry.encode`), all little endian: leader 8, term 8, commit 8, term and index
// of the entry before 8 + 8, number of entries 2; each entry: length 4, type 1, data. An entry of type 0 is the stream's:
// server/jetstream_cluster.go, `encodeStreamMsg`.
const termAt = 8;
const countAt = 40;
const entriesAt = 42;
const normalEntry = 0;
const ops = { message: 4, compressed: 14, batch: 16, batchCommit: 17 };

/** The messages of a Raft group's log. A later entry of an index counts, and ends what followed the earlier one. */
export function loggedMessages(records: readonly BlockRecord[]): readonly LoggedMessage[] {
  const kept: BlockRecord[] = [];
  for (const record of records.filter(({ isRemoval }) => !isRemoval)) {
    while ((kept.at(-1)?.sequence ?? -1) >= record.sequence) kept.pop();
    kept.push(record);
  }
  return kept.flatMap(({ body }) => messagesIn(body));
}

function messagesIn(entry: Buffer): readonly LoggedMessage[] {
  const term = Number(entry.readBigUInt64LE(termAt));
  const messages: LoggedMessage[] = [];
  let at = entriesAt;
  for (let left = entry.readUInt16LE(countAt); left > 0; left -= 1) {
    const length = entry.readUInt32LE(at);
    const data = entry.subarray(at + 5, at + 4 + length);
    if (entry[at + 4] === normalEntry) messages.push(...messageIn(term, data));
    at += 4 + length;
  }
  return messages;
}

/** Operation 1, the stream's last sequence before it 8, time 8, then subject, reply, headers (2 + n each), message 4 + n. */
function messageIn(term: number, data: Buffer): readonly LoggedMessage[] {
  const op = data[0];
  if (op === ops.compressed || op === ops.batch || op === ops.batchCommit)
    return [{ term, sequence: Number.POSITIVE_INFINITY, body: null }];
  if (op !== ops.message) return [];
  const sequence = Number(data.readBigUInt64LE(1)) + 1;
  let at = 17;
  for (let field = 0; field < 3; field += 1) at += 2 + data.readUInt16LE(at);
  return [{ term, sequence, body: data.subarray(at + 4, at + 4 + data.readUInt32LE(at)) }];
}
