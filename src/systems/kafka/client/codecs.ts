import kafkajs from 'kafkajs';
import { packingCodecs } from '../../../segments/codecs/codec.ts';
import { loadPacking } from '../../../segments/codecs/load.ts';

const codecIdMax = 7;

/**
 * Gives kafkajs every codec of Kafka: alone it has gzip. Their libraries are loaded when a batch needs one. For ids
 * without a codec kafkajs would take packed bytes for records.
 */
export function teachCodecs(): void {
  const codecs: Record<number, () => unknown> = kafkajs.CompressionCodecs;
  for (let id = 1; id <= codecIdMax; id++) {
    const codec = packingCodecs[id - 1];
    codecs[id] = () => {
      if (codec === undefined)
        throw new Error(`a batch is compressed with codec ${id}, which does not exist`);
      return {
        compress: async ({ buffer }: { readonly buffer: Buffer }) => (await loadPacking(codec)).pack(buffer),
        decompress: async (bytes: Buffer) => (await loadPacking(codec)).unpack(bytes),
      };
    };
  }
}
