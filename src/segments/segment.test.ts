import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBatch, sign, type TestBatch } from './fixtures/encode.ts';
import { reusing } from './fixtures/folders.ts';
import { batchBytes, five, read, readAll } from './fixtures/read.ts';
import { readSegment } from './segment.ts';

const records = fc.array(
  fc.record({
    key: fc.option(fc.string({ unit: 'binary' })),
    value: fc.option(fc.string({ unit: 'binary', maxLength: 300 })),
    timestampDelta: fc.integer({ min: -1e12, max: 1e12 }),
    headers: fc.array(fc.tuple(fc.string(), fc.option(fc.string())), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 20 },
);

const segments = fc
  .array(fc.record({ records, leaderEpoch: fc.nat(1000), producerId: fc.integer({ min: -1, max: 9 }) }), {
    maxLength: 8,
  })
  .map((batches) => {
    let baseOffset = 0;
    return batches.map((batch): TestBatch => {
      const placed = { ...batch, baseOffset };
      baseOffset += batch.records.length;
      return placed;
    });
  });

describe('any segment', () => {
  test('decodes to what was encoded', async () => {
    await fc.assert(
      fc.asyncProperty(segments, async (written) => {
        const { batches, tail } = await readAll(Buffer.concat(written.map(encodeBatch)));
        expect(tail).toMatchObject({ reason: 'end', tornBytes: 0, badCrc: 0 });
        expect(batches.map(shapeRead)).toEqual(written.map(shapeWritten));
      }),
    );
  });

  test('reads the same in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        segments,
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }),
        fc.uint8Array({ maxLength: 100 }),
        async (written, sizes, garbage) => {
          const bytes = Buffer.concat([...written.map(encodeBatch), garbage]);
          expect(await readAll(bytes, sizes)).toEqual(await readAll(bytes));
        },
      ),
    );
  });

  test('reads the same from a stream that reuses its memory, while a chunk is at hand', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(segments, sizes, async (written, chunks) => {
        const bytes = Buffer.concat(written.map(encodeBatch));
        const values: (string | undefined)[] = [];
        for await (const item of readSegment(reusing(bytes, chunks))) {
          if ('tail' in item) expect(item.tail.reason).toBe('end');
          else
            values.push(
              ...item.batches.flatMap((batch) => batch.records()!.map(({ value }) => value?.toString('hex'))),
            );
        }
        const { batches } = await readAll(bytes);
        expect(values).toEqual(
          batches.flatMap(({ records }) => records!.map(({ value }) => value?.toString('hex'))),
        );
      }),
    );
  });

  test('cut anywhere keeps the whole batches before the cut and calls the rest torn', async () => {
    await fc.assert(
      fc.asyncProperty(segments, fc.double({ min: 0, max: 1, noNaN: true }), async (written, share) => {
        const encoded = written.map(encodeBatch);
        const whole = Buffer.concat(encoded);
        const cutAt = Math.floor(whole.length * share);
        const { batches, tail } = await read(whole.subarray(0, cutAt));
        const kept = encoded.filter((_, i) => sizeOf(encoded.slice(0, i + 1)) <= cutAt);
        expect(batches).toHaveLength(kept.length);
        expect(tail).toMatchObject({ validBytes: sizeOf(kept), tornBytes: cutAt - sizeOf(kept), badCrc: 0 });
        expect(tail.reason).toBe(tail.tornBytes === 0 ? 'end' : 'torn');
      }),
    );
  });

  test('with one bit flipped under the checksum is a CRC failure at that batch', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(4), fc.nat(batchBytes - 22), fc.nat(7), async (index, place, bit) => {
        const bytes = Buffer.from(five);
        bytes[index * batchBytes + 21 + place]! ^= 1 << bit;
        const { batches, tail } = await read(bytes);
        expect(batches).toHaveLength(index);
        expect(tail).toMatchObject({ reason: 'bad-crc', badCrc: 1, batchesBehind: 4 - index });
        expect(tail.tornBytes).toBe((5 - index) * batchBytes);
      }),
    );
  });

  test('of random bytes is told without a crash, and every byte is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        const { tail } = await readAll(Buffer.from(bytes));
        expect(tail.validBytes + tail.tornBytes).toBe(bytes.length);
      }),
    );
  });

  test('with random records under a right checksum is told without a crash', async () => {
    const body = fc.uint8Array({ minLength: 40, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(body, async (noise) => {
        const raw = encodeBatch({ baseOffset: 7, records: [{ value: 'x'.repeat(noise.length) }] });
        raw.set(noise, 21);
        const { tail } = await readAll(sign(raw));
        expect(tail.validBytes + tail.tornBytes).toBe(raw.length);
      }),
    );
  });
});

function shapeRead(batch: Awaited<ReturnType<typeof readAll>>['batches'][number]) {
  return {
    header: [batch.baseOffset, batch.lastOffset, batch.recordCount, batch.leaderEpoch, batch.producerId],
    records: batch.records!.map(({ offset, key, value, timestamp, headerCount }) => ({
      offset,
      key: key?.toString('hex') ?? null,
      value: value?.toString('hex') ?? null,
      timestamp,
      headerCount,
    })),
  };
}

function shapeWritten({ baseOffset, records, leaderEpoch, producerId }: TestBatch) {
  const hex = (text: unknown) => (typeof text === 'string' ? Buffer.from(text).toString('hex') : null);
  return {
    header: [baseOffset, baseOffset + records.length - 1, records.length, leaderEpoch, producerId],
    records: records.map((record, i) => ({
      offset: baseOffset + i,
      key: hex(record.key),
      value: hex(record.value),
      timestamp: 1_700_000_000_000 + record.timestampDelta!,
      headerCount: record.headers!.length,
    })),
  };
}

function sizeOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
