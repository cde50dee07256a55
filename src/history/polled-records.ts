import { type ByteScanner, literal } from './byte-scanner.ts';
import { noParts, type TextParts, type Texts } from './text-parts.ts';

const [open, quoted, close] = [literal('['), literal(',"'), literal(']')];

/** The records of one poll after the other, in the same room. */
export function startPolledRecords(scanner: ByteScanner, texts: Texts) {
  const offsets: number[] = [];
  const values: TextParts[] = [];
  const polled = {
    kind: 'polled' as const,
    partition: '',
    count: 0,
    offset: (record: number): number => offsets[record] as number,
    value: (record: number): TextParts => values[record] as TextParts,
    /** Reads `[0,"a"],[1,"b"]`, one record at least; false when there is anything else, or none. */
    read(bytes: Buffer, comma: Uint8Array): boolean {
      polled.count = 0;
      do {
        if (!scanner.take(open)) return false;
        const offset = scanner.whole();
        if (offset < 0 || !scanner.take(quoted) || !scanner.text()) return false;
        const parts = partsAt(polled.count);
        texts.splitBytes(bytes, scanner.found, parts);
        offsets[polled.count] = offset;
        polled.count += 1;
        if (!scanner.take(close)) return false;
      } while (scanner.take(comma));
      return true;
    },
    /** As the line has it. */
    asMap(): Record<string, [number, string][]> {
      const records = Array.from({ length: polled.count }, (_, i): [number, string] => [
        offsets[i] as number,
        texts.textOf(values[i] as TextParts),
      ]);
      // An assignment to a member called __proto__ would set the prototype.
      return Object.fromEntries([[polled.partition, records]]);
    },
  };

  // The beginning of the record before is the likely one.
  function partsAt(record: number): TextParts {
    const parts = values[record] ?? noParts();
    values[record] = parts;
    if (parts.beginning === -1) parts.beginning = values[record - 1]?.beginning ?? -1;
    return parts;
  }

  return polled;
}

export type PolledRecords = ReturnType<typeof startPolledRecords>;
