import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAll } from '../../lib/read-all.ts';
import { demux } from './demux.ts';

function frame(stream: number, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

function cut(bytes: Buffer, size: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}

test('payloads come out whole and in order, however the network cut the frames', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 30 }),
      async (payloads, size) => {
        const bytes = Buffer.concat(payloads.map((payload, index) => frame(1 + (index % 2), payload)));
        const out = await readAll(demux(Readable.from(cut(bytes, size))));
        expect(out).toEqual(Buffer.concat(payloads));
      },
    ),
  );
});

test('a stream that ends within a frame gives what came', async () => {
  const bytes = frame(1, Buffer.from('last words')).subarray(0, 12);
  expect(String(await readAll(demux(Readable.from([bytes]))))).toBe('last');
});
