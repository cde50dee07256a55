import { createHash } from 'node:crypto';

/** Digests records one by one, so that two logs (or a log and a read) are compared without keeping either. */
export interface RecordDigest {
  add(offset: number, value: string | null): void;
  readonly records: number;
  end(): string;
}

// A call of the hash costs more than the bytes of a record.
const pieceCharsMin = 1 << 14;

/** Starts with no record. A value that is not known, or none, is told apart from every text. */
export function startRecordDigest(): RecordDigest {
  const hash = createHash('sha256');
  let piece = '';
  const digest = {
    records: 0,
    add(offset: number, value: string | null): void {
      piece += `${offset} ${value === null ? '' : JSON.stringify(value)}\n`;
      digest.records += 1;
      if (piece.length < pieceCharsMin) return;
      hash.update(piece);
      piece = '';
    },
    end: () => hash.update(piece).digest('hex'),
  };
  return digest;
}
