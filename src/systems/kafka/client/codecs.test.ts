import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { teachCodecs } from './codecs.ts';

interface KafkajsCodec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}

const codecOf = (id: number) => (kafkajs.CompressionCodecs as Record<number, () => KafkajsCodec>)[id]!();

test.each([1, 2, 3, 4])('kafkajs packs and unpacks with codec %i', async (id) => {
  teachCodecs();
  const { compress, decompress } = codecOf(id);
  const packed = await compress({ buffer: Buffer.alloc(10_000, 'fsync') });
  expect(packed.length).toBeLessThan(1000);
  expect((await decompress(packed)).equals(Buffer.alloc(10_000, 'fsync'))).toBe(true);
});

test.each([5, 6, 7])('codec %i does not exist, and is not read as if nothing were packed', (id) => {
  teachCodecs();
  expect(() => codecOf(id)).toThrow(`compressed with codec ${id}, which does not exist`);
});
