import { printable } from '../../lib/printable.ts';
import { formatBytes } from '../../lib/size.ts';
import { pairs, table } from '../../lib/table.ts';
import { countText } from '../../lib/words.ts';
import type { PartitionReport, ReplicaReport } from '../../segments/replicas.ts';
import type { PartitionSummary } from '../../segments/summary.ts';
import { differenceLines, differs } from './differences.ts';
import { listed, offsets, replicaNotes, shortTail } from './notes.ts';

/** What the logs hold, for people: one log in detail, several as a table with notes below. */
export function showLogs(reports: readonly PartitionReport[]): readonly string[] {
  const [first] = reports;
  if (reports.length === 1 && first?.replicas.length === 1) return showOne(first);
  return [...showTable(reports), ...reports.flatMap(showNotes), ...showSame(reports)];
}

function showOne({ partition, replicas }: PartitionReport): readonly string[] {
  return replicas.flatMap((replica) => [
    `${printable(partition)} in ${printable(replica.path)}`,
    ...[
      ...(replica.summary ? pairs(details(replica.summary)) : [emptyText(replica)]),
      ...replicaNotes(replica),
    ].map(indent),
  ]);
}

function emptyText({ leftovers }: ReplicaReport): string {
  const isRestored = leftovers.some(({ kind }) => kind === 'swap');
  return isRestored ? 'no segment yet' : 'no segment: the broker would start it empty';
}

function details(summary: PartitionSummary): readonly (readonly [string, string])[] {
  const { batches, controlBatches, recordCount, epochs } = summary;
  const control =
    controlBatches > 0 ? ` and ${countText(controlBatches, 'control batch', 'control batches')}` : '';
  return [
    ['segments', `${summary.segments.length}, ${formatBytes(summary.bytes)}`],
    ['batches', `${batches}: ${countText(recordCount, 'record')}${control}`],
    ['offsets', rangeOf(summary)],
    ['log end offset', `${summary.end}`],
    [
      'leader epochs',
      epochs.length === 0 ? 'none' : listed(epochs.map(([epoch, at]) => `${epoch} from offset ${at}`)),
    ],
    ['format', listed(summary.formats.map((format) => `v${format}`)) || 'no batch'],
    ['codecs', summary.codecs.join(', ') || 'no batch'],
    ['transactions', transactions(summary)],
    ['tail', shortTail(summary)],
  ];
}

function transactions({ aborted, open }: PartitionSummary): string {
  const parts = [
    ...(aborted.length > 0 ? [`aborted ${offsets(aborted)}`] : []),
    ...(open.length > 0 ? [`still open ${offsets(open)}`] : []),
  ];
  return parts.join('; ') || 'none aborted, none open';
}

function rangeOf({ start, end }: PartitionSummary): string {
  return start === end ? 'none' : `${start}-${end - 1}`;
}

function showTable(reports: readonly PartitionReport[]): readonly string[] {
  const hasReplicas = reports.some(({ replicas }) => replicas.length > 1);
  const right = 'right' as const;
  const columns = [
    { title: 'partition' },
    ...(hasReplicas ? [{ title: 'replica' }] : []),
    { title: 'segments', align: right },
    { title: 'batches', align: right },
    { title: 'records', align: right },
    { title: 'offsets', align: right },
    { title: 'end', align: right },
    { title: 'bytes', align: right },
    { title: 'tail' },
  ];
  const rows = reports.flatMap(({ partition, replicas }) =>
    replicas.map(({ label, summary }) => [
      printable(partition),
      ...(hasReplicas ? [replicas.length > 1 ? printable(label) : ''] : []),
      ...cells(summary),
    ]),
  );
  return table(columns, rows);
}

function cells(summary: PartitionSummary | null): readonly string[] {
  if (summary === null) return ['0', '', '', '', '', '', shortTail(null)];
  const { segments, batches, recordCount, end, bytes } = summary;
  const numbers = [segments.length, batches, recordCount].map(String);
  return [...numbers, rangeOf(summary), `${end}`, formatBytes(bytes), shortTail(summary)];
}

function showNotes(report: PartitionReport): readonly string[] {
  const { partition, replicas } = report;
  const notes = replicas.flatMap((replica) => {
    const who = replicas.length > 1 ? `${printable(replica.label)}: ` : '';
    return replicaNotes(replica).map((note) => `${who}${note}`);
  });
  const differences = differenceLines(report);
  if (notes.length + differences.length === 0) return [];
  return ['', printable(partition), ...[...notes, ...differences].map(indent)];
}

/** Partitions whose replicas hold the same are told in one line, however many there are. */
function showSame(reports: readonly PartitionReport[]): readonly string[] {
  const same = reports.filter(({ comparison }) => comparison && !differs(comparison));
  if (same.length === 0) return [];
  return [
    '',
    `the replicas hold the same records: ${listed(same.map(({ partition }) => printable(partition)))}`,
  ];
}

function indent(line: string): string {
  return `  ${line}`;
}
