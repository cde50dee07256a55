import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeBatch, encodeMarker, encodeValues } from './fixtures/encode.ts';
import { folderOf } from './fixtures/folders.ts';
import { readPartitionLog } from './partition-log.ts';

const first = encodeValues(['1/0', '1/1', '1/2'], { leaderEpoch: 0 });
const second = encodeValues(['2/0', '2/1'], { baseOffset: 3, leaderEpoch: 2 });

async function logOf(files: Parameters<typeof folderOf>[0]) {
  const log = await readPartitionLog(folderOf(files));
  return log!;
}

test('joins the segments of a partition in base offset order', async () => {
  const log = await logOf({ 3: second, 0: first, '00000000000000000000.index': 'x' });
  expect(log).toMatchObject({ start: 0, end: 5, torn: 0, badCrc: 0, batches: 5, gaps: [], stepsBack: [] });
  expect(log.bytes).toBe(first.length + second.length);
  expect(log.records).toEqual([
    [0, '1/0'],
    [1, '1/1'],
    [2, '1/2'],
    [3, '2/0'],
    [4, '2/1'],
  ]);
});

test('a folder without a segment is no log', async () => {
  expect(await readPartitionLog(folderOf({ 'leader-epoch-checkpoint': '0\n0\n' }))).toBeNull();
});

test('an empty segment ends where its name says', async () => {
  expect(await logOf({ 28: '' })).toMatchObject({ start: 28, end: 28, records: [], torn: 0 });
});

test('a partition that real Kafka 3.4.0 wrote has 17 batches and 29 offsets', async () => {
  const folder = join(import.meta.dirname, 'fixtures', 'mixed-0');
  const bytes = (name: string) => readFileSync(join(folder, name));
  const log = await logOf({
    0: bytes('00000000000000000000.log'),
    28: bytes('00000000000000000028.log'),
    'leader-epoch-checkpoint': bytes('leader-epoch-checkpoint'),
  });
  expect(log).toMatchObject({ start: 0, end: 29, batches: 17, controlBatches: 2, recordCount: 27, torn: 0 });
  expect(log.codecs).toEqual(['none', 'gzip', 'snappy', 'lz4', 'zstd']);
  expect(log.epochs).toEqual([[0, 0]]);
  expect([log.aborted, log.open]).toEqual([[[21, 22]], []]);
  expect(log.records.map(([offset]) => offset)).not.toContain(20);
  expect(log.records[6]).toEqual([6, 'gzip/0 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']);
  expect([log.unreadable, log.formats]).toEqual([[], [2]]);
  expect(log.records.at(-1)).toEqual([28, '2/4']);
});

describe('damage', () => {
  test('a torn tail in the last segment ends the log before it', async () => {
    const log = await logOf({ 0: first, 3: second.subarray(0, -10) });
    expect(log).toMatchObject({
      end: 4,
      cutOff: [],
      tail: { reason: 'torn', segment: '00000000000000000003.log' },
    });
    expect(log.torn).toBe(second.length / 2 - 10);
  });

  test('in an earlier segment cuts off the later ones, as recovery would', async () => {
    const bad = Buffer.from(first);
    bad[bad.length - 1]! ^= 1;
    const log = await logOf({ 0: bad, 3: second });
    expect(log).toMatchObject({ end: 2, badCrc: 1, torn: first.length / 3 + second.length });
    expect(log.cutOff.map(({ baseOffset }) => baseOffset)).toEqual([3]);
    expect(log.bytes).toBe(first.length + second.length);
  });

  test('a missing segment is a gap between two, and told with both', async () => {
    const [name, next] = ['00000000000000000000.log', '00000000000000000007.log'];
    const gapsBetween = [{ offsets: [3, 6], after: name, before: next }];
    const eighth = encodeValues(['x'], { baseOffset: 7 });
    expect(await logOf({ 0: first, 7: eighth })).toMatchObject({ gapsBetween, gaps: [], end: 8 });
    expect(await logOf({ 0: first, 7: '' })).toMatchObject({ gapsBetween, end: 7 });
  });

  test('a missing batch is a gap within a segment', async () => {
    expect(await logOf({ 0: Buffer.concat([first, encodeValues(['x'], { baseOffset: 5 })]) })).toMatchObject({
      gaps: [[3, 4]],
      gapsBetween: [],
    });
  });

  test('offsets that go back are told', async () => {
    expect(await logOf({ 0: first, 2: encodeValues(['x'], { baseOffset: 2 }) })).toMatchObject({
      stepsBack: [2],
      end: 3,
    });
  });
});

describe('epochs', () => {
  test('come from the checkpoint when there is one, as the broker reads them', async () => {
    const log = await logOf({ 0: first, 3: second, 'leader-epoch-checkpoint': '0\n3\n0 0\n2 3\n5 5\n' });
    expect(log.epochs).toEqual([
      [0, 0],
      [2, 3],
      [5, 5],
    ]);
    expect(log.epochsOfBatches).toEqual([
      [0, 0],
      [2, 3],
    ]);
  });

  test('come from the batches when the checkpoint is cut short, and that is told', async () => {
    const log = await logOf({ 0: first, 3: second, 'leader-epoch-checkpoint': '' });
    expect(log).toMatchObject({ checkpointProblem: 'is empty' });
    expect(log.epochs).toEqual(log.epochsOfBatches);
  });
});

describe('transactions', () => {
  const data = (baseOffset: number, producerId: number) =>
    encodeBatch({ baseOffset, producerId, attributes: 0b1_0000, records: [{ value: 'a' }, { value: 'b' }] });

  test('are decided by the next marker of their own producer', async () => {
    const batches = [
      data(0, 1),
      data(2, 2),
      encodeMarker(4, 1, 'abort'),
      data(5, 1),
      encodeMarker(7, 2, 'commit'),
      data(8, 3),
      encodeMarker(10, 1, 'commit'),
    ];
    const log = await logOf({ 0: Buffer.concat(batches) });
    expect(log.aborted).toEqual([[0, 1]]);
    expect(log.open).toEqual([[8, 9]]);
    expect(log.records).toHaveLength(8);
  });
});
