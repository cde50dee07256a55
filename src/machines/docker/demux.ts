const headerBytes = 8;

/**
 * Takes the frames off the engine's attach stream (one byte stream number, three unused, four bytes length) and gives
 * their payloads, standard output and standard error as one: our shells redirect the latter.
 */
export async function* demux(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pending: Buffer = Buffer.alloc(0);
  let payloadLeft = 0;
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
    for (;;) {
      if (payloadLeft === 0) {
        if (pending.length < headerBytes) break;
        payloadLeft = pending.readUInt32BE(4);
        pending = pending.subarray(headerBytes);
        continue;
      }
      if (pending.length === 0) break;
      const payload = pending.subarray(0, payloadLeft);
      payloadLeft -= payload.length;
      pending = pending.subarray(payload.length);
      yield payload;
    }
  }
}
