import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { codecOf, type Packing, packingCodecs } from './codec.ts';
import { loadPacking } from './load.ts';
import { xxh32 } from './xxh32.ts';

const realSegment = join(import.meta.dirname, '..', 'fixtures', 'mixed-0', '00000000000000000000.log');

describe.each(packingCodecs)('%s', (codec) => {
  let packing: Packing;
  beforeAll(async () => {
    packing = await loadPacking(codec);
  });

  test('unpacks what it packed', () => {
    const round = (bytes: Uint8Array) => {
      expect(packing.unpack(packing.pack(Buffer.from(bytes))).equals(bytes)).toBe(true);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 5000 }), round), { numRuns: 30 });
    // Beyond one block of each codec.
    round(Buffer.alloc(300_000, 'fsync '));
  });

  test('unpacks what Kafka packed', () => {
    const payload = payloadOf(packingCodecs.indexOf(codec) + 1);
    expect(packing.unpack(payload).toString('latin1')).toContain(`${codec}/0 aaaaaaaa`);
  });

  test('never takes a payload with a piece cut off for the whole', () => {
    const payload = payloadOf(packingCodecs.indexOf(codec) + 1);
    const whole = packing.unpack(payload);
    for (let cut = 5; cut < payload.length; cut++) {
      expect(isWhole(() => packing.unpack(payload.subarray(0, -cut)), whole)).toBe(false);
    }
  });

  test('refuses what is none of its own', () => {
    expect(() => packing.unpack(Buffer.from('this is text, and was never packed'))).toThrow();
  });
});

function isWhole(unpack: () => Buffer, whole: Buffer): boolean {
  try {
    return unpack().equals(whole);
  } catch {
    return false;
  }
}

/** What stands behind the header of the first batch with this codec. */
function payloadOf(id: number): Buffer {
  const bytes = readFileSync(realSegment);
  for (let at = 0; at < bytes.length; at += 12 + bytes.readInt32BE(at + 8)) {
    const batch = bytes.subarray(at, at + 12 + bytes.readInt32BE(at + 8));
    if ((batch.readInt16BE(21) & 7) === id) return batch.subarray(61);
  }
  throw new Error(`no batch with codec ${id}`);
}

test('zstd unpacks a stream of unknown size, however much larger than its bytes', async () => {
  // `head -c 5000000 /dev/zero | zstd -19`
  const zeros =
    'KLUv/QRoTAAACAABAPz/ORACAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAANaAgC2wdU/';
  const { unpack } = await loadPacking('zstd');
  expect(unpack(Buffer.from(zeros, 'base64')).equals(Buffer.alloc(5_000_000))).toBe(true);
});

test('snappy without xerial’s frame, as librdkafka writes it, is read', async () => {
  const { unpack } = await loadPacking('snappy');
  expect(unpack(Buffer.from([5, 16, ...Buffer.from('hello')])).toString()).toBe('hello');
});

test('an LZ4 frame of format v0 has the magic under its header checksum, too', async () => {
  const { pack, unpack } = await loadPacking('lz4');
  const frame = pack(Buffer.from('an old message'));
  const old = Buffer.from(frame);
  old[6] = (xxh32(frame.subarray(0, 6)) >>> 8) & 0xff;
  expect(old.equals(frame)).toBe(false);
  expect(unpack(old).toString()).toBe('an old message');
  old[6] ^= 1;
  expect(() => unpack(old)).toThrow();
});

test('an LZ4 frame that tells its size is read, in format v0 likewise', async () => {
  // `lz4 --content-size`
  const frame = Buffer.from(
    '04224d186c400e00000000000000d10e000080616e206f6c64206d65737361676500000000f0a607f8',
    'hex',
  );
  const { unpack } = await loadPacking('lz4');
  expect(unpack(frame).toString()).toBe('an old message');
  expect((xxh32(frame.subarray(4, 14)) >>> 8) & 0xff).toBe(frame[14]);
  frame[14] = (xxh32(frame.subarray(0, 14)) >>> 8) & 0xff;
  expect(unpack(frame).toString()).toBe('an old message');
});

test.each([
  [0, 'none'],
  [1, 'gzip'],
  [4, 'zstd'],
  [5, 'unknown'],
  [6, 'unknown'],
  [0b1_0111, 'unknown'],
  [0b1_1011, 'lz4'],
])('attributes %i say %s', (attributes, codec) => {
  expect(codecOf(attributes)).toBe(codec);
});
