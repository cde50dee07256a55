import { printable, utf8 } from '../../lib/printable.ts';
import { countText } from '../../lib/words.ts';
import type { Batch } from '../../segments/batch.ts';
import type { ComparedRecord } from '../../segments/compare.ts';
import type { LogRecord } from '../../segments/record.ts';
import {
  batchesOf,
  isDamagedLog,
  type PartitionReport,
  type ReplicaReport,
} from '../../segments/replicas.ts';
import { bytesText } from './differences.ts';

const valueCharactersMax = 200;

/** The records of a replica, one line each: offset, key, value, remark; apart by tabs, which no key or value holds unescaped. */
export async function* recordLines(
  { partition }: PartitionReport,
  replica: ReplicaReport,
): AsyncGenerator<string, void> {
  yield `# ${printable(partition)} in ${printable(replica.path)}`;
  const aborted = abortedBatches(replica);
  for await (const batch of batchesOf(replica)) {
    const records = batch.records();
    if (records === null || batch.isControl) yield batchLine(batch, records);
    else for (const record of records) yield recordLine(record, aborted.has(batch.baseOffset));
  }
}

/** The same as objects, whole and unescaped, for `--json`. */
export async function* recordObjects(
  { partition }: PartitionReport,
  replica: ReplicaReport,
): AsyncGenerator<Readonly<Record<string, unknown>>, void> {
  const aborted = abortedBatches(replica);
  for await (const batch of batchesOf(replica)) {
    const { baseOffset, lastOffset, recordCount, codec, isControl, leaderEpoch } = batch;
    const whose = { type: 'record', partition, replica: replica.label, leaderEpoch };
    const records = batch.records();
    if (records === null)
      yield { ...whose, offset: baseOffset, lastOffset, recordCount, codec, problem: batch.problem() };
    else if (isControl) yield { ...whose, offset: baseOffset, control: controlOf(records) };
    else
      for (const record of records) yield { ...whose, ...objectOf(record), aborted: aborted.has(baseOffset) };
  }
}

/** A partition with all its replicas as one object, for `--json`. */
export function partitionObject({ partition, replicas, comparison }: PartitionReport) {
  const shown = replicas.map(({ label, path, aside, summary, leftovers }) => ({
    label,
    path,
    aside,
    damaged: isDamagedLog(summary),
    log: summary,
    leftovers,
  }));
  return { type: 'partition', partition, replicas: shown, comparison: plain(comparison) };
}

function plain(comparison: PartitionReport['comparison']) {
  const first = comparison?.firstConflict;
  if (!comparison || !first) return comparison;
  const held = first.held.map((record) => record && plainRecord(record));
  return { ...comparison, firstConflict: { ...first, held } };
}

function plainRecord({ isControl, unopened, key, value }: ComparedRecord) {
  return { ...named('key', key), ...named('value', value), isControl, unopened };
}

function abortedBatches({ summary }: ReplicaReport): ReadonlySet<number> {
  return new Set(summary?.aborted.map(([first]) => first));
}

function recordLine({ offset, key, value }: LogRecord, isAborted: boolean): string {
  const cells = [`${offset}`, bytesText(key, valueCharactersMax), bytesText(value, valueCharactersMax)];
  return [...cells, ...(isAborted ? ['(aborted)'] : [])].join('\t');
}

function batchLine(batch: Batch, records: readonly LogRecord[] | null): string {
  const { baseOffset, lastOffset, recordCount } = batch;
  if (batch.isControl && records) return `${baseOffset}\t(control record: ${controlOf(records)})`;
  const why = `unreadable although the CRC holds: ${batch.problem()}`;
  return `${baseOffset}-${lastOffset}\t(${countText(recordCount, 'record')}, ${why})`;
}

const controlTypes = ['abort', 'commit', 'leader change', 'snapshot header', 'snapshot footer'];

function controlOf(records: readonly LogRecord[]): string {
  const key = records[0]?.key;
  const type = key && key.length >= 4 ? key.readInt16BE(2) : -1;
  return controlTypes[type] ?? `type ${type}`;
}

function objectOf({ offset, key, value, timestamp, headerCount }: LogRecord) {
  return { offset, ...named('key', key), ...named('value', value), timestamp, headerCount };
}

/** As text when it is UTF-8, else as base64 under another name, so that nothing is lost. */
function named(name: string, bytes: Buffer | null): Readonly<Record<string, string | null>> {
  if (bytes === null) return { [name]: null };
  const text = utf8(bytes);
  return text === null ? { [`${name}Base64`]: bytes.toString('base64') } : { [name]: text };
}
