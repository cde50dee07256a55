import { crc32c } from '@node-rs/crc32';
import { fieldsOf, numberIn, textIn } from './protobuf.ts';

/** A record that the write-ahead log holds: which one of the puts it is, in the log's own order. */
export interface WalEntry {
  readonly term: number;
  readonly index: number;
  /** Null for what changes no key: elections, membership, versions. */
  readonly put: { readonly key: string; readonly value: string } | null;
  /** False for a request that this reader does not know, which may have changed the keyspace. */
  readonly isKnown: boolean;
}

/** One file of the write-ahead log up to where it ends: at a zero length, as the rest of 64 MB is reserved ahead. */
export interface WalFile {
  readonly entries: readonly WalEntry[];
  /** Of a snapshot that the log goes on from; 0 without one. */
  readonly snapshotIndex: number;
  readonly bytes: number;
  /** Bytes behind the last whole record that are no zeros: a write that was cut off. */
  readonly torn: number;
  readonly badCrc: number;
}

// walpb/record.proto and server/storage/wal/decoder.go of etcd 3.6: a length of 8 bytes, little endian, whose highest
// byte tells how many bytes of padding follow, then `Record { type = 1, crc = 2, data = 3 }`.
const headerBytes = 8;
const types = { entry: 2, crc: 4, snapshot: 5 };

/** Reads a file of the log. The checksum rolls on from record to record, and each file begins with the last one's. */
export function readWalFile(bytes: Buffer): WalFile {
  const entries: WalEntry[] = [];
  let at = 0;
  let crc = 0;
  let snapshotIndex = 0;
  while (at + headerBytes <= bytes.length) {
    const size = bytes.readUIntLE(at, 6);
    const flags = bytes[at + 7] ?? 0;
    const padding = flags & 0x80 ? flags & 0x07 : 0;
    const next = at + headerBytes + size + padding;
    if (size === 0 && flags === 0) break;
    if (next > bytes.length) return { entries, snapshotIndex, bytes: at, torn: tornAt(bytes, at), badCrc: 0 };
    const fields = fieldsOf(bytes.subarray(at + headerBytes, at + headerBytes + size));
    const type = numberIn(fields, 1);
    const data = fields.get(3);
    const body = data instanceof Uint8Array ? Buffer.from(data) : Buffer.alloc(0);
    if (type === types.crc) crc = numberIn(fields, 2);
    else {
      crc = crc32c(body, crc);
      if (crc !== numberIn(fields, 2))
        return { entries, snapshotIndex, bytes: at, torn: tornAt(bytes, at), badCrc: 1 };
    }
    if (type === types.entry) entries.push(entryOf(body));
    if (type === types.snapshot) snapshotIndex = Math.max(snapshotIndex, numberIn(fieldsOf(body), 1));
    at = next;
  }
  return { entries, snapshotIndex, bytes: at, torn: tornAt(bytes, at), badCrc: 0 };
}

function tornAt(bytes: Buffer, at: number): number {
  let end = bytes.length;
  while (end > at && bytes[end - 1] === 0) end -= 1;
  return end - at;
}

// raftpb.Entry { Type = 1, Term = 2, Index = 3, Data = 4 }; etcdserverpb.InternalRaftRequest { header = 100, put = 4 },
// and what else of it leaves the keyspace as it is: cluster version, member attributes, downgrade info, leases, users.
const harmless: ReadonlySet<number> = new Set([1, 3, 8, 9, 10, 12, 100]);
const setAttributes = [1300, 1301, 1302];

function entryOf(data: Buffer): WalEntry {
  const entry = fieldsOf(data);
  const term = numberIn(entry, 2);
  const index = numberIn(entry, 3);
  const body = entry.get(4);
  const isChangeOfMembers = numberIn(entry, 1) !== 0;
  if (isChangeOfMembers || !(body instanceof Uint8Array) || body.length === 0)
    return { term, index, put: null, isKnown: true };
  const request = fieldsOf(body);
  const put = request.get(4);
  if (put instanceof Uint8Array) {
    const fields = fieldsOf(put);
    return { term, index, put: { key: textIn(fields, 1), value: textIn(fields, 2) }, isKnown: true };
  }
  const isKnown = [...request.keys()].every((field) => harmless.has(field) || setAttributes.includes(field));
  return { term, index, put: null, isKnown };
}
