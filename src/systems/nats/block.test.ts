import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checksumOf, readBlock } from './block.ts';
import { loggedMessages } from './raft-log.ts';

// Of nats-server 2.12.1: three messages in a stream with three replicas, and the log of its Raft group.
const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name));
const stream = fixture('stream.blk');
const raft = fixture('raft.blk');
const ofStream = await checksumOf('records', 1);
const ofRaft = await checksumOf('S-R3F-wthh9Z26', 1);

test("a stream's block is read to its last message, every checksum held against it", () => {
  const { records, bytes, torn, badCrc } = readBlock(stream, ofStream);
  expect(records.map(({ sequence, body }) => [sequence, body.toString()])).toEqual([
    [1, '1/0'],
    [2, '1/1'],
    [3, '1/2'],
  ]);
  expect({ bytes, torn, badCrc }).toEqual({ bytes: 261, torn: 0, badCrc: 0 });
});

test("the Raft group's log tells each message's term and sequence, and skips what is no message", () => {
  const { records } = readBlock(raft, ofRaft);
  expect(records).toHaveLength(4);
  const messages = loggedMessages(records);
  expect(messages.map(({ term, sequence, body }) => [term, sequence, String(body)])).toEqual([
    [1, 1, '1/0'],
    [1, 2, '1/1'],
    [1, 3, '1/2'],
  ]);
});

test('a later entry of an index takes the place of the earlier one and of what followed it', () => {
  const { records } = readBlock(raft, ofRaft);
  const again = [...records, ...records.slice(1, 2)];
  expect(loggedMessages(again).map(({ sequence }) => sequence)).toEqual([1]);
});

test('a changed byte ends what is read, as it ends recovery', () => {
  const changed = Buffer.from(stream);
  changed[changed.indexOf('1/1')] = 'x'.charCodeAt(0);
  const { records, badCrc, torn } = readBlock(changed, ofStream);
  expect(records).toHaveLength(1);
  expect({ badCrc, torn }).toEqual({ badCrc: 1, torn: 174 });
});

test('a block of another store or number has other checksums', async () => {
  expect(readBlock(stream, ofRaft)).toMatchObject({ records: [], badCrc: 1 });
  expect(readBlock(stream, await checksumOf('records', 2))).toMatchObject({ records: [], badCrc: 1 });
});

test.each([0, 10, 100, 260])('a block that was cut at byte %i is read up to there', (length) => {
  const { records, bytes, torn, badCrc } = readBlock(stream.subarray(0, length), ofStream);
  expect(records).toHaveLength(Math.floor(length / 87));
  expect({ bytes, torn, badCrc }).toEqual({ bytes: length - (length % 87), torn: length % 87, badCrc: 0 });
});
