import type { Packing, PackingCodec } from './codec.ts';

const loaders: Readonly<Record<PackingCodec, () => Promise<Packing>>> = {
  gzip: async () => (await import('./gzip.ts')).gzip,
  snappy: async () => (await import('./snappy.ts')).snappy,
  lz4: async () => (await import('./lz4.ts')).lz4,
  zstd: async () => (await import('./zstd.ts')).openZstd(),
};

const loading = new Map<PackingCodec, Promise<Packing>>();
const loaded = new Map<PackingCodec, Packing>();

/** Loads a codec's library once, when first needed: a start that meets no compressed batch pays for none. */
export function loadPacking(codec: PackingCodec): Promise<Packing> {
  const started = loading.get(codec) ?? loaders[codec]();
  loading.set(codec, started);
  return started.then((packing) => {
    loaded.set(codec, packing);
    return packing;
  });
}

/** The codec if it was loaded, for those who cannot wait. */
export function loadedPacking(codec: PackingCodec): Packing | undefined {
  return loaded.get(codec);
}
