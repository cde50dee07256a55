import { withoutPadding } from '../../lib/payload.ts';
import type { Endpoint } from '../../machines/machine.ts';
import type { PartitionRead } from '../system.ts';
import { ask } from './gateway.ts';
import { decoded, firstRevision, recordRange } from './keyspace.ts';

const pageRecords = 5000;
const pageBudgetMs = 10_000;

interface Range {
  readonly header: { readonly revision: string };
  readonly kvs?: readonly { readonly key: string; readonly mod_revision: string; readonly value?: string }[];
  readonly more?: boolean;
}

/**
 * Every record, as a linearizable read shows it: the first page goes through the log, so it holds all that was
 * acknowledged before; the others are read at its revision, which is the end.
 */
export async function readKeyspace(endpoint: Endpoint, signal: AbortSignal): Promise<PartitionRead> {
  const records: [number, string][] = [];
  let from = recordRange.key;
  let revision: string | undefined;
  for (;;) {
    const page = await readPage(endpoint, { from, revision }, signal);
    if ('error' in page) return { records: inOrder(records), atEnd: null, why: page.error };
    const { header, kvs = [], more = false } = page.ok;
    revision ??= header.revision;
    for (const { mod_revision, value = '' } of kvs)
      records.push([Number(mod_revision), withoutPadding(decoded(value))]);
    const last = kvs.at(-1);
    if (!more || last === undefined)
      return { records: inOrder(records), atStart: firstRevision, atEnd: Number(revision) + 1 };
    from = Buffer.concat([Buffer.from(last.key, 'base64'), Buffer.alloc(1)]).toString('base64');
  }
}

function readPage(
  endpoint: Endpoint,
  { from, revision }: { readonly from: string; readonly revision: string | undefined },
  signal: AbortSignal,
) {
  const body = {
    key: from,
    range_end: recordRange.range_end,
    limit: pageRecords,
    serializable: false,
    ...(revision === undefined ? {} : { revision }),
  };
  const limited = AbortSignal.any([signal, AbortSignal.timeout(pageBudgetMs)]);
  return ask<Range>(endpoint, 'kv/range', body, limited);
}

function inOrder(records: readonly [number, string][]): readonly [number, string][] {
  return records.toSorted(([a], [b]) => a - b);
}
