import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cluster, Node } from '../cluster/cluster.ts';
import { openCluster } from '../cluster/open-cluster.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { type Begun, beginRun } from '../run/begin.ts';
import { bringUp } from '../run/bring-up.ts';
import { parseScenario, planScenario } from '../scenario/index.ts';
import { classPathOf } from '../systems/java/java-command.ts';
import { kafkaSoftware } from '../systems/kafka/distribution/software.ts';
import { partitionFolder } from '../systems/kafka/log-dirs.ts';
import { withJava } from '../testing/java.ts';
import { expectNothingLeft, testLab } from '../testing/lab.ts';
import { batchText, type Dump, parseDump, recordText } from './fixtures/dump.ts';
import { codecs, everyKindScenario, oldCodecs, writeEveryKind } from './fixtures/every-kind.ts';
import { read } from './fixtures/read.ts';
import { segmentBaseOffset } from './log-folder.ts';

const lab = testLab();
const { signal } = new AbortController();

withJava('beside DumpLogSegments', () => {
  let begun: Begun;
  let cluster: Cluster;
  let broker: Node;
  let classPath: string;

  beforeAll(async () => {
    const plan = planScenario(parseScenario(everyKindScenario, 'test.yaml'), { runtime: 'local' });
    begun = await beginRun(plan, { signal, out: lab.out });
    cluster = await openCluster({ plan, ...begun, now: () => 0, record: () => undefined });
    await bringUp(cluster, { signal, onSeen: () => undefined });
    broker = cluster.node('broker-1');
    const software = kafkaSoftware('3.4.0');
    classPath = classPathOf(begun.softwareFolders.get(software.id) ?? '', software.kafka.jars);
    await writeEveryKind(broker.machine.address('clients').fromHost);
    await holesIn('compacted-v1', 'compacted-v2');
    // Compaction goes on, and takes segments away between a look and the next.
    await broker.end('SIGKILL', 10_000);
  });

  afterAll(async () => {
    await cluster?.[Symbol.asyncDispose]();
    await begun?.[Symbol.asyncDispose]();
    await expectNothingLeft();
  });

  /** The cleaner has no sign of its own: a log with fewer records than were written was compacted. */
  async function holesIn(...topics: readonly string[]): Promise<void> {
    for (const topic of topics) {
      await waitUntil({
        what: `compaction of ${topic}`,
        budgetMs: 60_000,
        signal,
        look: async () => {
          const dumped = await Promise.all(
            (await segmentsOf(`${topic}-0`)).map(async (path) => read(await readFile(path))),
          );
          const records = dumped
            .flatMap(({ batches }) => batches)
            .reduce((sum, { recordCount }) => sum + recordCount, 0);
          return records > 0 && records < 80 ? { done: true } : { seen: { records } };
        },
      });
    }
  }

  async function segmentsOf(partition: string): Promise<readonly string[]> {
    const folder = await partitionFolder(broker.machine, partition);
    const names = (await readdir(folder)).filter((name) => segmentBaseOffset(name) !== undefined);
    return names.sort().map((name) => join(folder, name));
  }

  /** One JVM for all files. */
  async function dump(
    files: readonly string[],
    ...options: readonly string[]
  ): Promise<ReadonlyMap<string, Dump>> {
    const args = ['-cp', classPath, 'kafka.tools.DumpLogSegments', ...options, '--files', files.join(',')];
    const { stdout } = await promisify(execFile)('java', args, { maxBuffer: 1 << 28 });
    return parseDump(stdout);
  }

  async function expectSame(file: string, dumped: Dump | undefined): Promise<readonly string[]> {
    const { batches, tail } = await read(await readFile(file));
    expect(tail.reason).toBe('end');
    expect(batches.map(batchText)).toEqual(dumped?.batches);
    expect(dumped?.valid.every((one) => one)).toBe(true);
    const records = batches.flatMap((batch) =>
      (batch.records() ?? []).map((record) => recordText(record, batch.isControl)),
    );
    expect(records).toEqual(dumped?.records);
    return batches.map(({ magic, codec }) => `v${magic} ${codec}`);
  }

  test('every format, codec, transaction, tombstone and hole reads the same, batch by batch and record by record', async () => {
    const partitions = [
      'v0',
      'v1',
      'v2',
      'transactions',
      'compacted-v1',
      'compacted-v2',
      '__transaction_state',
    ];
    const files = (await Promise.all(partitions.map((topic) => segmentsOf(`${topic}-0`)))).flat();
    const dumps = await dump(files, '--print-data-log');
    const kinds = new Set<string>();
    for (const file of files) for (const kind of await expectSame(file, dumps.get(file))) kinds.add(kind);
    expect([...kinds].sort()).toEqual(
      [
        ...[0, 1].flatMap((magic) => oldCodecs.map((codec) => `v${magic} ${codec}`)),
        ...Object.keys(codecs).map((codec) => `v2 ${codec}`),
      ].sort(),
    );
  });

  test.each(['v0', 'v1', 'v2'])(
    'cut at every byte of the last batch of %s, or a bit flipped, both see the same damage',
    async (topic) => {
      const [segment = ''] = await segmentsOf(`${topic}-0`);
      const whole = await readFile(segment);
      const { batches } = await read(whole);
      const last = batches.at(-1)!;
      const damaged = new Map<string, Buffer>();
      const put = async (name: string, bytes: Buffer) => {
        const file = join(lab.out, `${topic}-${name}`, '00000000000000000000.log');
        damaged.set(file, bytes);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, bytes);
      };
      for (let cut = 1; cut < last.bytes; cut++) await put(`cut-${cut}`, whole.subarray(0, -cut));
      for (let at = 0; at < whole.length; at++)
        if (isTold(at, batches)) await put(`flip-${at}`, flipped(whole, at));
      const dumps = await dump([...damaged.keys()]);
      for (const [file, bytes] of damaged) expectSameDamage(await read(bytes), dumps.get(file), file);
      expect(dumps.size).toBe(damaged.size);
    },
  );
});

/** With a length, a format or a codec that does not exist the tool ends for all files; these are tried beside our reader. */
function isTold(at: number, batches: Awaited<ReturnType<typeof read>>['batches']): boolean {
  const batch = batches.find(({ position, bytes }) => at < position + bytes);
  const within = at - (batch?.position ?? 0);
  const untold = [8, 9, 10, 11, 16, ...(batch?.magic === 2 ? [21, 22] : [17])];
  // Offsets above 2^53 are no numbers here: the reader stops there, and says so.
  return within >= 2 && !untold.includes(within);
}

function flipped(whole: Buffer, at: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
  return bytes;
}

function expectSameDamage(
  { batches, tail }: Awaited<ReturnType<typeof read>>,
  dumped: Dump | undefined,
  file: string,
): void {
  const firstBad = dumped?.valid.indexOf(false) ?? -1;
  const good = firstBad === -1 ? dumped?.batches : dumped?.batches.slice(0, firstBad);
  const behind = firstBad === -1 ? [] : (dumped?.valid.slice(firstBad) ?? []);
  expect({
    file,
    good: batches.map(batchText),
    badCrc: tail.badCrc,
    behind: tail.batchesBehind,
    torn: tail.reason === 'torn' ? tail.tornBytes : 0,
  }).toEqual({
    file,
    good,
    badCrc: behind.filter((one) => !one).length,
    behind: behind.filter((one) => one).length,
    torn: dumped?.invalidBytes,
  });
}
