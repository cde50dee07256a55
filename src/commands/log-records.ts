import { utf8 } from '../lib/printable.ts';
import type { Batch } from '../segments/batch.ts';
import type { LogRecord } from '../segments/record.ts';
import { bytesText } from './log-differences.ts';
import { batchesOf, type ReplicaReport } from './log-read.ts';
import { count } from './log-tail.ts';

const valueCharactersMax = 200;

/** The records of a replica, one line each: offset, key, value, remark; apart by tabs, which no key or value holds unescaped. */
export async function* recordLines(replica: ReplicaReport): AsyncGenerator<string, void> {
  const aborted = abortedBatches(replica);
  for await (const batch of batchesOf(replica)) {
    const records = batch.records();
    if (records === null || batch.isControl) yield batchLine(batch, records);
    else for (const record of records) yield recordLine(record, aborted.has(batch.baseOffset));
  }
}

/** The same as objects, whole and unescaped, for `--json`. */
export async function* recordObjects(
  partition: string,
  replica: ReplicaReport,
): AsyncGenerator<Readonly<Record<string, unknown>>, void> {
  const aborted = abortedBatches(replica);
  const whose = { type: 'record', partition, replica: replica.label };
  for await (const batch of batchesOf(replica)) {
    const { baseOffset, lastOffset, recordCount, codec, isControl, leaderEpoch } = batch;
    const records = batch.records();
    if (records === null)
      yield {
        ...whose,
        offset: baseOffset,
        lastOffset,
        recordCount,
        leaderEpoch,
        codec,
        problem: batch.problem(),
      };
    else if (isControl) yield { ...whose, offset: baseOffset, leaderEpoch, control: controlOf(records) };
    else
      for (const record of records)
        yield { ...whose, ...objectOf(record), leaderEpoch, aborted: aborted.has(baseOffset) };
  }
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
  return `${baseOffset}-${lastOffset}\t(${count(recordCount, 'record')}, ${why})`;
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
export function named(name: string, bytes: Buffer | null): Readonly<Record<string, string | null>> {
  if (bytes === null) return { [name]: null };
  const text = utf8(bytes);
  return text === null ? { [`${name}Base64`]: bytes.toString('base64') } : { [name]: text };
}
