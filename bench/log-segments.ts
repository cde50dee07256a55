import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../src/lib/table.ts';
import { encodeBatch } from '../src/segments/fixtures/encode.ts';
import { requireJava } from '../src/systems/java/java.ts';
import { classPathOf } from '../src/systems/java/java-command.ts';
import { kafkaSoftware } from '../src/systems/kafka/distribution/software.ts';
import { type Measured, measure } from './measured.ts';
import { median, seconds, whole } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import type { Section } from './section.ts';
import { program } from './start-up.ts';

const segmentBytes = 2 ** 30;
const recordBytes = 1000;
const megabytesMax = 200;
const kinds = [
  { recordsABatch: 1, timesFaster: 5 },
  { recordsABatch: 100, timesFaster: 2 },
] as const;

/** `log` beside Kafka's own DumpLogSegments on the same segment of 1 GiB; both check every checksum. */
export async function* logSegments({ rounds }: BenchOptions): AsyncGenerator<Section> {
  const dump = await dumpCommand();
  for (const kind of kinds) {
    const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-bench-'));
    try {
      const file = join(folder, '00000000000000000000.log');
      await writeSegment(file, kind.recordsABatch);
      yield await compare(kind, rounds, {
        log: [process.execPath, program, 'log', file],
        dump: [...dump, file],
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function dumpCommand(): Promise<readonly string[]> {
  const software = kafkaSoftware('3.4.0');
  const { path } = await requireJava(software);
  const { signal } = new AbortController();
  const folder = await software.resolve({ signal, onProgress: () => undefined });
  const classPath = classPathOf(folder, software.kafka.jars);
  return [path, '-cp', classPath, 'kafka.tools.DumpLogSegments', '--files'];
}

/** The same batch again and again; its offset is not under its checksum. */
async function writeSegment(path: string, recordsABatch: number): Promise<void> {
  const records = Array.from({ length: recordsABatch }, (_, i) => ({
    key: `key${i}`,
    value: 'x'.repeat(recordBytes),
  }));
  const batch = encodeBatch({ baseOffset: 0, records });
  await using file = await open(path, 'w');
  const together = Buffer.alloc(Math.ceil(2 ** 22 / batch.length) * batch.length);
  for (let written = 0, offset = 0; written < segmentBytes; written += together.length) {
    for (let at = 0; at < together.length; at += batch.length, offset += recordsABatch) {
      batch.copy(together, at);
      together.writeBigInt64BE(BigInt(offset), at);
    }
    await file.write(together);
  }
}

async function compare(
  { recordsABatch, timesFaster }: (typeof kinds)[number],
  rounds: number,
  commands: Readonly<Record<'log' | 'dump', readonly string[]>>,
): Promise<Section> {
  const log: Measured[] = [];
  const dump: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    log.push(await measure(commands.log));
    dump.push(await measure(commands.dump));
  }
  const what = recordsABatch === 1 ? 'one-record batches' : `${recordsABatch}-record batches`;
  const [logMs, dumpMs] = [log, dump].map((all) => median(all.map(({ ms }) => ms))) as [number, number];
  const [logMb, dumpMb] = [log, dump].map((all) => Math.max(...all.map(({ megabytes }) => megabytes))) as [
    number,
    number,
  ];
  const times = dumpMs / logMs;
  return {
    title: `Reading a segment of 1 GiB, ${what}, ${rounds} times each in turn`,
    lines: table(
      [{ title: '' }, { title: 'median', align: 'right' }, { title: 'memory', align: 'right' }],
      [
        ['fsync-lab log', seconds(logMs), `${whole(logMb)} MB`],
        ['DumpLogSegments', seconds(dumpMs), `${whole(dumpMb)} MB`],
      ],
    ),
    promises: [
      {
        what: `log ${timesFaster} times as fast as DumpLogSegments on ${what}`,
        measured: `${times.toFixed(1)} times`,
        held: times >= timesFaster,
      },
      { what: `log in under ${megabytesMax} MB`, measured: `${whole(logMb)} MB`, held: logMb < megabytesMax },
    ],
  };
}
