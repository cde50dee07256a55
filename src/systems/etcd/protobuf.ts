/** A message's fields by their numbers, the last of each: a number, or the bytes of a text or a message. */
export type Fields = ReadonlyMap<number, number | Uint8Array>;

/** Reads protobuf's wire format (developers.google.com/protocol-buffers/docs/encoding): what a log holds, and no more. */
export function fieldsOf(bytes: Uint8Array): Fields {
  const fields = new Map<number, number | Uint8Array>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('a varint ends too soon');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const take = (count: number) => {
    if (at + count > bytes.length) throw new RangeError('a field ends too soon');
    at += count;
    return bytes.subarray(at - count, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const kind = tag % 8;
    if (kind === 0) fields.set(number, varint());
    else if (kind === 1) fields.set(number, take(8));
    else if (kind === 2) fields.set(number, take(varint()));
    else if (kind === 5) fields.set(number, take(4));
    else throw new RangeError(`a field of an unknown kind: ${kind}`);
  }
  return fields;
}

/** A number; 0 when it was left out, as protobuf does with zeros. */
export function numberIn(fields: Fields, field: number): number {
  const value = fields.get(field);
  return typeof value === 'number' ? value : 0;
}

/** A text; empty when it was left out. */
export function textIn(fields: Fields, field: number): string {
  const value = fields.get(field);
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : '';
}
