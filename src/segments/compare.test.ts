import { beforeAll, expect, test } from 'vitest';
import { loadPacking } from './codecs/load.ts';
import { type ComparedRecord, comparedRecords, compareReplicas } from './compare.ts';
import { encodeBatch, encodeMarker, encodeValues } from './fixtures/encode.ts';
import { encodeMessage } from './fixtures/encode-legacy.ts';
import { reusing } from './fixtures/folders.ts';
import { read } from './fixtures/read.ts';
import { readSegment } from './segment.ts';

beforeAll(() => loadPacking('zstd'));

async function* recordsOf(bytes: Buffer): AsyncGenerator<ComparedRecord> {
  for (const batch of (await read(bytes)).batches) yield* comparedRecords(batch);
}

const compare = (...replicas: readonly Buffer[]) => compareReplicas(replicas.map(recordsOf));
const lines = (...values: readonly string[]) => encodeValues(values);

test('equal replicas have no difference, whatever their leader epochs', async () => {
  const other = encodeValues(['a', 'b'], { leaderEpoch: 7 });
  expect(await compare(lines('a', 'b'), other)).toEqual({
    conflicts: 0,
    firstConflict: null,
    heldBySome: [],
  });
});

test('the first conflict is told with each replica’s record, the others are counted', async () => {
  const { conflicts, firstConflict } = await compare(lines('a', 'b', 'c'), lines('a', 'x', 'y'), lines('a'));
  expect(conflicts).toBe(2);
  expect(firstConflict!.offset).toBe(1);
  expect(firstConflict!.held.map((record) => record?.value?.toString())).toEqual(['b', 'x', undefined]);
});

test('the first conflict outlives the memory that its records were read into', async () => {
  const oneByOne = lines('a', 'b').length / 2;
  const replica = async function* (bytes: Buffer) {
    for await (const item of readSegment(reusing(bytes, [oneByOne]))) {
      if ('batches' in item) for (const batch of item.batches) yield* comparedRecords(batch);
    }
  };
  const { firstConflict } = await compareReplicas([
    replica(lines('a', 'b', 'c')),
    replica(lines('x', 'b', 'c')),
  ]);
  expect(firstConflict!.held.map((record) => `${record!.key} ${record!.value}`)).toEqual([
    'key0 a',
    'key0 x',
  ]);
});

test('records that only some hold are told as ranges', async () => {
  const { heldBySome } = await compare(lines('a', 'b', 'c', 'd'), lines('a', 'b', 'c'), lines('a'));
  expect(heldBySome).toEqual([
    { offsets: [1, 2], records: 2, holders: [0, 1] },
    { offsets: [3, 3], records: 1, holders: [0] },
  ]);
});

test('an empty replica holds nothing of what the other holds', async () => {
  const { heldBySome, conflicts } = await compare(Buffer.alloc(0), lines('a', 'b'));
  expect([heldBySome, conflicts]).toEqual([[{ offsets: [0, 1], records: 2, holders: [1] }], 0]);
});

test.each([
  ['a null key and an empty one', [{ key: null, value: 'a' }], [{ key: '', value: 'a' }]],
  ['a tombstone and an empty value', [{ value: null }], [{ value: '' }]],
  ['the same value under another key', [{ key: 'a', value: 'a' }], [{ key: 'b', value: 'a' }]],
])('%s differ', async (_, left, right) => {
  const batchOf = (records: readonly { key?: string | null; value: string | null }[]) =>
    encodeBatch({ baseOffset: 0, records });
  expect(await compare(batchOf(left), batchOf(right))).toMatchObject({ conflicts: 1 });
});

test('unreadable batches are compared by their checksum', async () => {
  const unreadable = (value: string) =>
    encodeBatch({ baseOffset: 0, records: [{ value }, { value }], attributes: 4 });
  expect(await compare(unreadable('a'), unreadable('a'))).toMatchObject({ conflicts: 0 });
  expect(await compare(unreadable('a'), unreadable('b'))).toMatchObject({ conflicts: 2 });
});

test('records are the same whatever codec and format hold them', async () => {
  const packed = encodeBatch({ baseOffset: 0, records: [{ value: 'a' }], codec: 'zstd' });
  const old = encodeMessage({ magic: 1, offset: 0, value: 'a' });
  expect(await compare(packed, encodeBatch({ baseOffset: 0, records: [{ value: 'a' }] }), old)).toEqual({
    conflicts: 0,
    firstConflict: null,
    heldBySome: [],
  });
});

test('a transaction marker differs from a record', async () => {
  const record = encodeBatch({ baseOffset: 0, records: [{ key: Buffer.alloc(4), value: Buffer.alloc(6) }] });
  expect(await compare(encodeMarker(0, 1, 'abort'), record)).toMatchObject({ conflicts: 1 });
});
