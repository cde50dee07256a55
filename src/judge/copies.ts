import type { EventOf } from '../history/event.ts';
import type { RunEvents } from './run-events.ts';

/** What is asked about: a record, and the nodes that are known to have held it. */
export interface HeldRecord {
  readonly partition: string;
  readonly offset: number | null;
  readonly value: string;
  readonly ackedAt: number;
  /** In the ISR at the acknowledgement, or seen in their log. */
  readonly holders: ReadonlySet<string>;
}

/** How one copy of a record went, as a line of its story. */
export interface CopyGone {
  readonly time: number;
  readonly kind: 'removed' | 'truncated';
  readonly text: string;
}

/** Faults whose proof names the record among what they removed, and disks of holders that were emptied. */
export function removedCopies(record: HeldRecord, { faults }: RunEvents): CopyGone[] {
  return faults.flatMap((fault): CopyGone[] => {
    const { time, node, happened } = fault;
    if (!happened || time < record.ackedAt) return [];
    if (names(fault, fault.proof.removed, record)) {
      return [{ time, kind: 'removed', text: `${fault.fault} removed it from ${node}` }];
    }
    if (names(fault, fault.proof.unreadable, record)) {
      return [{ time, kind: 'removed', text: `${fault.fault} made it unreadable on ${node}` }];
    }
    if (fault.fault !== 'wipe' || !record.holders.has(node)) return [];
    return [{ time, kind: 'removed', text: `wipe removed all files of ${node}` }];
  });
}

// A compressed batch does not show its values, so there the offset decides, within the partition's own folder.
function names(
  { proof }: EventOf<'fault'>,
  hurt: unknown,
  { partition, offset, value }: HeldRecord,
): boolean {
  const { file, partition: named } = proof;
  if (!Array.isArray(hurt) || offset === null) return false;
  const isHere = named === partition || (typeof file === 'string' && file.split('/').includes(partition));
  return hurt.some(
    (entry) =>
      Array.isArray(entry) && entry[0] === offset && (entry[1] === null ? isHere : entry[1] === value),
  );
}

/** Holders whose broker told that it cut its log at or below the record. */
export function truncatedCopies(record: HeldRecord, { brokerLogs }: RunEvents): CopyGone[] {
  const { partition, offset, ackedAt, holders } = record;
  return brokerLogs.flatMap((line): CopyGone[] => {
    const to = line.offset;
    if (line.kind !== 'truncating' || line.partition !== partition || line.time < ackedAt) return [];
    if (offset === null || to === undefined || to > offset || !holders.has(line.node)) return [];
    return [{ time: line.time, kind: 'truncated', text: `${line.node} truncated its log to offset ${to}` }];
  });
}
