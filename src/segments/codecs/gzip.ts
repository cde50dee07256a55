import { gunzipSync, gzipSync } from 'node:zlib';
import { type Packing, unpackedBytesMax } from './codec.ts';

export const gzip: Packing = {
  pack: (bytes) => gzipSync(bytes),
  unpack: (bytes) => gunzipSync(bytes, { maxOutputLength: unpackedBytesMax }),
};
