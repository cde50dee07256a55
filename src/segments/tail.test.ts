import { describe, expect, test } from 'vitest';
import { encodeBatch, encodeValues, sign } from './fixtures/encode.ts';
import { batchBytes, five, read } from './fixtures/read.ts';
import { readSegment } from './segment.ts';
import { isDamaged } from './tail.ts';

describe('the tail', () => {
  const withLength = (length: number) => {
    const raw = encodeValues(['x']);
    raw.writeInt32BE(length, 8);
    return raw;
  };

  test.each([
    ['nothing', Buffer.alloc(0), 'end', false, false],
    ['17 bytes', five.subarray(0, 17), 'torn', false, false],
    ['a header without its records', five.subarray(0, 40), 'torn', false, false],
    ['zeros', Buffer.alloc(5000), 'bad-length', true, false],
    ['a few zeros', Buffer.alloc(9), 'torn', true, false],
    ['text', Buffer.from('this is no record batch at all'), 'bad-length', false, true],
    ['a negative length', withLength(-1), 'bad-length', false, true],
    ['a length of 13', withLength(13), 'bad-length', false, true],
    ['a length below a header', withLength(20), 'bad-length', false, true],
    ['a length of 2 GiB', withLength(0x7fffffff), 'bad-length', false, true],
    ['a length of 100 MiB', withLength(100 * 1024 * 1024), 'torn', false, false],
    ['another format', Buffer.from(encodeValues(['x'])).fill(1, 16, 17), 'bad-crc', false, true],
    ['a format below 0', Buffer.from(encodeValues(['x'])).fill(255, 16, 17), 'bad-magic', false, true],
    [
      'more records than offsets',
      encodeBatch({ baseOffset: 0, records: [], recordCount: 2 }),
      'bad-header',
      false,
      true,
    ],
    [
      'two billion records in no bytes',
      encodeBatch({
        baseOffset: 0,
        records: [],
        recordCount: 0x7fffffff,
        lastOffsetDelta: 0x7ffffffe,
        attributes: 1,
      }),
      'bad-header',
      false,
      true,
    ],
    [
      'offsets that go back',
      encodeBatch({ baseOffset: 5, records: [], lastOffsetDelta: -2 }),
      'bad-header',
      false,
      true,
    ],
    [
      'a negative offset',
      encodeBatch({ baseOffset: -5, records: [{ value: 'x' }] }),
      'bad-header',
      false,
      true,
    ],
  ] as const)('of %s', async (_, bytes, reason, isZeros, damaged) => {
    const { batches, tail } = await read(Buffer.concat([five, bytes]));
    expect(batches).toHaveLength(5);
    expect(tail).toMatchObject({ reason, isZeros, validBytes: five.length, tornBytes: bytes.length });
    expect(isDamaged(tail)).toBe(damaged);
  });

  test('counts each CRC failure and the good batches behind the first', async () => {
    const bytes = Buffer.from(five);
    for (const index of [1, 3]) bytes[index * batchBytes + 50]! ^= 1;
    const { tail } = await read(Buffer.concat([bytes, Buffer.from('torn')]));
    expect(tail).toMatchObject({ reason: 'bad-crc', badCrc: 2, batchesBehind: 2, validBytes: batchBytes });
    expect(tail.tornBytes).toBe(4 * batchBytes + 4);
    expect(tail.detail).toBe(`the batch at byte ${batchBytes} (base offset 1) fails its CRC`);
  });

  test('a source that fails hands its error on', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield five.subarray(0, 100);
      throw new Error('EIO');
    }
    const reading = (async () => {
      for await (const _ of readSegment(failing()));
    })();
    await expect(reading).rejects.toThrow('EIO');
  });

  test('a reader that leaves early closes its source', async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield five;
        yield five;
      } finally {
        closed = true;
      }
    }
    for await (const _ of readSegment(source())) break;
    expect(closed).toBe(true);
  });
});

describe('records', () => {
  test('take the broker’s time when the topic says so', async () => {
    const raw = encodeBatch({
      baseOffset: 0,
      attributes: 0b1000,
      records: [{ value: 'x', timestampDelta: 5 }],
    });
    raw.writeBigInt64BE(42n, 35);
    const { batches } = await read(sign(raw));
    expect(batches[0]!.records()![0]!.timestamp).toBe(42);
  });

  test.each([
    [
      'a record that is not as long as it says',
      0,
      (raw: Buffer) => raw.writeInt8(raw.readInt8(61) + 2, 61),
      'a record is not as long as it says',
    ],
    ['zeros for a record', 0, (raw: Buffer) => raw.fill(0, 61), 'a record is not as long as it says'],
    ['bytes that gzip cannot unpack', 1, () => {}, 'gzip cannot unpack it'],
    ['bytes that snappy cannot unpack', 2, () => {}, 'snappy cannot unpack it'],
    ['bytes that LZ4 cannot unpack', 3, () => {}, 'lz4 cannot unpack it'],
    ['bytes that Zstandard cannot unpack', 4, () => {}, 'zstd cannot unpack it'],
    ['a codec that does not exist', 5, () => {}, 'there is no codec with its number'],
    ['a format that does not exist', 0, (raw: Buffer) => raw.writeInt8(3, 16), 'format version 3'],
  ])('with %s are unreadable, not a crash, and the batch stays', async (_, attributes, damage, problem) => {
    const raw = encodeValues(['x'], { attributes });
    damage(raw);
    const { batches, tail } = await read(sign(raw));
    expect(tail.reason).toBe('end');
    expect(batches[0]!.records()).toBeNull();
    expect(batches[0]!.problem()).toBe(problem);
  });
});
