import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Batch } from './batch.ts';
import { packingCodecs } from './codecs/codec.ts';
import { read } from './fixtures/read.ts';

const realFolder = join(import.meta.dirname, 'fixtures', 'mixed-0');

describe('a segment that real Kafka 3.4.0 wrote', () => {
  // The dump beside it is what kafka.tools.DumpLogSegments of the same version says about these two files.
  const dump = readFileSync(join(realFolder, 'dump-log-segments.txt'), 'utf8').split('\n');
  const names = ['00000000000000000000.log', '00000000000000000028.log'];

  test('reads as DumpLogSegments reads it, batch for batch', async () => {
    const reads = await Promise.all(names.map((name) => read(readFileSync(join(realFolder, name)))));
    const seen = reads.flatMap(({ batches }) =>
      batches.map((batch) => ({
        offsets: `${batch.baseOffset}-${batch.lastOffset} count ${batch.recordCount}`,
        producer: `${batch.producerId} ${batch.isTransactional} ${batch.isControl}`,
        place: `${batch.leaderEpoch} ${batch.position} ${batch.bytes}`,
        codec: `${batch.codec} ${batch.crc} ${batch.maxTimestamp}`,
      })),
    );
    expect(seen).toEqual(dump.filter((line) => line.startsWith('baseOffset:')).map(batchOfDump));
    expect(seen).toHaveLength(17);
  });

  test('holds the records that DumpLogSegments prints', async () => {
    const { batches } = await read(readFileSync(join(realFolder, names[0]!)));
    const plain = batches.filter(({ codec, isControl }) => codec === 'none' && !isControl);
    const seen = plain.flatMap((batch) => batch.records()!).map(recordText);
    const told = dump
      .join('\n')
      .replace('payload: \u001b[31mred\0\n', 'payload: \u001b[31mred\0\\n')
      .split('\n');
    for (const line of seen) expect(told).toContainEqual(expect.stringContaining(line.replace('\n', '\\n')));
    expect(seen).toHaveLength(14);
  });

  test('holds null keys, tombstones and headers', async () => {
    const { batches } = await read(readFileSync(join(realFolder, names[0]!)));
    const [noKey, tombstone, coloured] = batches[3]!.records()!;
    expect([noKey!.key, noKey!.headerCount, tombstone!.value]).toEqual([null, 2, null]);
    expect(coloured!.value!.toString()).toBe('\u001b[31mred\0\n日本');
  });

  test('holds the same three records under each codec', async () => {
    const { batches } = await read(readFileSync(join(realFolder, names[0]!)));
    for (const codec of packingCodecs) {
      const records = batches.find((batch) => batch.codec === codec)!.records()!;
      expect(records.map(({ key, value }) => `${key} ${value}`)).toEqual(
        dump
          .filter((line) => line.includes(`payload: ${codec}/`))
          .map((line) => /key: (.*) payload: (.*)/.exec(line)!.slice(1).join(' ')),
      );
      expect(records).toHaveLength(3);
    }
  });

  test('cut by 10 bytes loses its last batch and keeps all others', async () => {
    const bytes = readFileSync(join(realFolder, names[0]!));
    const { batches, tail } = await read(bytes.subarray(0, -10));
    expect(batches.at(-1)).toMatchObject({ lastOffset: 26 });
    expect(tail).toMatchObject({ reason: 'torn', validBytes: 1465, tornBytes: 65 });
  });
});

function batchOfDump(line: string) {
  const at = (name: string) => new RegExp(`(?:^| )${name}: (\\S+)`).exec(line)?.[1];
  return {
    offsets: `${at('baseOffset')}-${at('lastOffset')} count ${at('count')}`,
    producer: `${at('producerId')} ${at('isTransactional')} ${at('isControl')}`,
    place: `${at('partitionLeaderEpoch')} ${at('position')} ${at('size')}`,
    codec: `${at('compresscodec')} ${at('crc')} ${at('CreateTime')}`,
  };
}

function recordText(record: NonNullable<ReturnType<Batch['records']>>[number]): string {
  const key = record.key === null ? '' : ` key: ${record.key}`;
  const payload = record.value === null ? '' : ` payload: ${record.value}`;
  return `${key}${payload}`;
}
