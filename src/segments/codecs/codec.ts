/** How the records of a batch are compressed; `unknown` for ids that Kafka has not given out. */
export type Codec = 'none' | PackingCodec | 'unknown';

/** The codecs that Kafka has, in the order of their ids from 1 on (CompressionType.java). */
export const packingCodecs = ['gzip', 'snappy', 'lz4', 'zstd'] as const;
export type PackingCodec = (typeof packingCodecs)[number];

/** One codec in Kafka's framing. `unpack` throws on bytes that are none of it. */
export interface Packing {
  pack(bytes: Buffer): Buffer;
  unpack(bytes: Buffer): Buffer;
}

/** Nobody stores half a gigabyte in one batch; without a bound a made-up header could ask for more memory than there is. */
export const unpackedBytesMax = 512 * 1024 * 1024;

/** The codec of a batch or message: the three lowest bits of its attributes. */
export function codecOf(attributes: number): Codec {
  const id = attributes & 0b111;
  return id === 0 ? 'none' : (packingCodecs[id - 1] ?? 'unknown');
}
