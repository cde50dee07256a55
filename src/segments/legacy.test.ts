import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packingCodecs } from './codecs/codec.ts';
import { loadPacking } from './codecs/load.ts';
import { encodeValues } from './fixtures/encode.ts';
import { encodeMessage, encodeWrapper, signMessage, type TestMessage } from './fixtures/encode-legacy.ts';
import { read, readAll } from './fixtures/read.ts';

beforeAll(async () => {
  await Promise.all(packingCodecs.map(loadPacking));
});

const formats = [0, 1] as const;
// KIP-110 gives zstd to format v2 only.
const oldCodecs = packingCodecs.filter((codec) => codec !== 'zstd');
const combinations = formats.flatMap((magic) => oldCodecs.map((codec) => [magic, codec] as const));

function messages(magic: 0 | 1, first: number, count = 3): readonly TestMessage[] {
  return Array.from({ length: count }, (_, i) => ({
    magic,
    offset: first + i,
    key: `k${i}`,
    value: i === 1 ? null : `v${i}`,
    timestamp: 1000 + i,
  }));
}

test.each(formats)('a log of format v%i that DumpLogSegments calls valid is read', async (magic) => {
  const folder = join(import.meta.dirname, 'fixtures', `v${magic}-0`);
  const { batches, tail } = await readAll(readFileSync(join(folder, '00000000000000000000.log')));
  expect(tail).toMatchObject({ reason: 'end', tornBytes: 0, badCrc: 0 });
  expect(
    batches.map(({ baseOffset, lastOffset, recordCount }) => [baseOffset, lastOffset, recordCount]),
  ).toEqual([0, 1, 2, 3, 4].map((offset) => [offset, offset, 1]));
  expect(batches.map(({ records }) => `${records![0]!.key} ${records![0]!.value}`)).toEqual(
    [0, 1, 2, 3, 4].map((i) => `k${i} v${i}`),
  );
  expect(batches[0]).toMatchObject({
    magic,
    leaderEpoch: -1,
    maxTimestamp: magic === 0 ? -1 : 1_700_000_000_000,
  });
});

describe.each(combinations)('a compressed message of format v%i, %s', (magic, codec) => {
  test('is read with the offsets of those that it wraps', async () => {
    const bytes = Buffer.concat([
      encodeWrapper(codec, messages(magic, 0)),
      encodeMessage({ magic, offset: 3, value: 'alone' }),
      encodeWrapper(codec, messages(magic, 4)),
    ]);
    const { batches, tail } = await readAll(bytes);
    expect(tail.reason).toBe('end');
    expect(batches.map(({ baseOffset, lastOffset }) => [baseOffset, lastOffset])).toEqual([
      [0, 2],
      [3, 3],
      [4, 6],
    ]);
    expect(
      batches[2]!.records!.map(({ offset, key, value }) => [offset, `${key}`, value?.toString()]),
    ).toEqual([
      [4, 'k0', 'v0'],
      [5, 'k1', undefined],
      [6, 'k2', 'v2'],
    ]);
    expect(batches[2]!.records![2]!.timestamp).toBe(magic === 0 ? -1 : 1002);
  });

  test('keeps the holes that compaction made', async () => {
    const kept = messages(magic, 10, 5).filter(({ offset }) => offset !== 11);
    const { batches } = await readAll(encodeWrapper(codec, kept));
    expect(batches[0]).toMatchObject({ baseOffset: 10, lastOffset: 14, recordCount: 4 });
    expect(batches[0]!.records!.map(({ offset }) => offset)).toEqual([10, 12, 13, 14]);
  });

  test('that cannot be unpacked, or holds what it should not, is unreadable', async () => {
    const noise = encodeMessage({ magic, offset: 7, value: 'noise', attributes: 1 });
    const mixed = encodeWrapper(codec, messages(magic, 5), { magic: magic === 0 ? 1 : 0 });
    const { batches, tail } = await readAll(Buffer.concat([noise, mixed]));
    expect(tail.reason).toBe('end');
    expect(batches.map(({ problem }) => problem)).toEqual([
      'gzip cannot unpack it',
      'a compressed message holds one of another kind',
    ]);
    expect(batches[0]).toMatchObject({ baseOffset: 7, lastOffset: 7, records: null });
  });
});

test('the broker’s time counts for all messages of a v1 wrapper', async () => {
  const wrapper = encodeWrapper('gzip', messages(1, 0), { attributes: 0b1000, timestamp: 42 });
  const { batches } = await readAll(wrapper);
  expect(batches[0]!.records!.map(({ timestamp }) => timestamp)).toEqual([42, 42, 42]);
});

test('a message whose value ends elsewhere is unreadable', async () => {
  const raw = encodeMessage({ magic: 1, offset: 0, value: 'x' });
  raw.writeInt32BE(99, raw.length - 5);
  const { batches } = await readAll(signMessage(raw));
  expect(batches[0]).toMatchObject({ problem: 'a message is not as long as it says', records: null });
});

test('all three formats in one segment are read, as an upgrade leaves them', async () => {
  const bytes = Buffer.concat([
    encodeMessage({ magic: 0, offset: 0, value: 'a' }),
    encodeMessage({ magic: 1, offset: 1, value: 'b' }),
    encodeValues(['c'], { baseOffset: 2 }),
  ]);
  const { batches, tail } = await readAll(bytes);
  expect(batches.map(({ magic }) => magic)).toEqual([0, 1, 2]);
  expect(tail.reason).toBe('end');
});

describe.each(formats)('a damaged log of format v%i', (magic) => {
  const two = [0, 1].map((offset) => encodeMessage({ magic, offset, value: 'value' }));
  const whole = Buffer.concat(two);

  test('cut anywhere in its last message keeps the first', async () => {
    for (let cut = two[0]!.length + 1; cut < whole.length; cut++) {
      const { batches, tail } = await read(whole.subarray(0, cut));
      expect(batches).toHaveLength(1);
      expect(tail).toMatchObject({ reason: 'torn', tornBytes: cut - two[0]!.length });
    }
  });

  test('with any bit under its checksum flipped fails it', async () => {
    for (let bit = 17 * 8; bit < two[0]!.length * 8; bit++) {
      const bad = Buffer.from(whole);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      expect((await read(bad)).tail).toMatchObject({ reason: 'bad-crc', validBytes: 0, batchesBehind: 1 });
    }
  });
});
