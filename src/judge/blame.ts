import type { Finding } from '../checks/check.ts';
import type { EventOf } from '../history/event.ts';
import type { Facts } from '../history/facts.ts';
import { nodesText } from '../lib/words.ts';
import { removedCopies, truncatedCopies } from './copies.ts';
import { elections, ledBy } from './leaders.ts';
import { reuseOf, type Successor } from './reuse.ts';
import type { RunEvents } from './run-events.ts';
import { unexplained } from './unexplained.ts';
import { andText, inWordsOf, recordOfRound } from './words.ts';

/** One link in the chain of what became of a record. */
export interface StoryLine {
  readonly time: number;
  readonly kind:
    | 'acked'
    | 'held'
    | 'removed'
    | 'elected'
    | 'reused'
    | 'truncated'
    | 'gone'
    | 'unread'
    | 'unknown';
  readonly text: string;
}

/** An acknowledged record that is not there any more, and how that came about, as far as the evidence shows it. */
export interface LostRecord {
  readonly partition: string;
  readonly offset: number | null;
  readonly key: string | null;
  readonly value: string;
  /** Ms since the run began. */
  readonly ackedAt: number;
  /** The record that has its offset now. */
  readonly replacedBy: Successor | null;
  readonly story: readonly StoryLine[];
}

/** The life-line of each lost record. A link that no event shows is said to be unknown: a gap is honest, a guess is not. */
export function lostRecords(
  findings: readonly Finding[],
  facts: Facts,
  events: RunEvents,
): readonly LostRecord[] {
  const logs = events.logs.map((log) => ({ ...log, absent: absentValues(log) }));
  return findings.map((finding) => {
    const partition = String(finding.partition);
    const offset = typeof finding.offset === 'number' ? finding.offset : null;
    const key = typeof finding.key === 'string' ? finding.key : null;
    const value = String(finding.value);
    const writer = finding.writer as { readonly op: number; readonly f: string; readonly end: number };
    const ackedAt = writer.end;
    const replacedBy = reuseOf({ partition, offset, value }, facts);
    const record = { partition, offset, key, value, ackedAt, replacedBy };
    return {
      ...record,
      story: storyOf(
        { ...record, isTransaction: writer.f === 'txn', leaderOnly: events.leaderOnly.has(writer.op) },
        events,
        logs.filter((log) => log.partition === partition),
      ),
    };
  });
}

type Log = EventOf<'log'> & { readonly absent: ReadonlySet<string> };

function absentValues({ missing, replaced }: EventOf<'log'>): ReadonlySet<string> {
  return new Set([...missing, ...(replaced ?? []).map(({ value }) => value)]);
}

interface Acknowledged extends Omit<LostRecord, 'story'> {
  readonly isTransaction: boolean;
  readonly leaderOnly: boolean;
}

function storyOf(record: Acknowledged, events: RunEvents, logs: readonly Log[]): readonly StoryLine[] {
  const acked = ledBy(events, record.partition, record.ackedAt);
  const held = logs.filter((log) => log.time > record.ackedAt && isHeld(log, record));
  const had = record.leaderOnly && acked ? [acked.leader] : (acked?.isr ?? []);
  const holders = new Set([...had, ...held.map(({ node }) => node)]);
  const lost = { ...record, holders };
  const fate = [...removedCopies(lost, events), ...reuse(record), ...truncatedCopies(lost, events)];
  const until = Math.max(...fate.map(({ time }) => time));
  const led = elections(events, record.partition, record.ackedAt).filter(
    ({ time }) => fate.length === 0 || time <= until,
  );
  const lines = [
    { time: record.ackedAt, kind: 'acked', text: ackText(record, acked) } as const,
    ...heldLines(held),
    ...fate,
    ...led.map(({ time, text }) => ({ time, kind: 'elected', text }) as const),
    ...unexplained(lost, fate, logs).map(({ time, text }) => ({ time, kind: 'unknown', text }) as const),
    ...gone(record, logs),
    ...unread(record, events),
  ];
  const spoken = lines.map((line) => ({ ...line, text: inWordsOf(events.plan, line.text) }));
  return spoken.sort((a, b) => a.time - b.time);
}

function ackText({ isTransaction, leaderOnly }: Acknowledged, acked: ReturnType<typeof ledBy>): string {
  const done = isTransaction ? 'its transaction was committed' : 'acknowledged';
  const alone = leaderOnly ? '; with acks=1 nobody but the leader had to have it' : '';
  if (!acked) return `${done}, the leader and the ISR are not known${alone}`;
  const epoch = acked.epoch === null ? '' : `, leader epoch ${acked.epoch}`;
  const by = isTransaction ? `; the partition was led by ${acked.leader}` : ` by ${acked.leader}`;
  const single = !leaderOnly && acked.isr.length === 1 ? '; nobody else had to have it' : '';
  return `${done}${by}${epoch}, ISR ${nodesText(acked.isr)}${alone}${single}`;
}

/** A log that nobody could read may hold the record or not: that is said, and nothing is concluded from it. */
function unread({ partition, ackedAt }: Acknowledged, { unreadLogs }: RunEvents): StoryLine[] {
  return unreadLogs
    .filter((log) => log.partition === partition && log.time > ackedAt)
    .map(({ time, node, why }) => ({
      time,
      kind: 'unread',
      text: `the log of ${node} was not read: ${why}`,
    }));
}

// A value that was not opened may be another one.
function isHeld(log: Log, { offset, value }: Pick<LostRecord, 'offset' | 'value'>): boolean {
  const isOpened = (log.unread ?? 0) === 0;
  return isOpened && offset !== null && offset >= log.start && offset < log.end && !log.absent.has(value);
}

// Replicas are read one after another; told together, they are one sight.
function heldLines(held: readonly Log[]): StoryLine[] {
  const sights = new Map<string, Log[]>();
  for (const log of held) {
    const sight = `${log.step ?? 'standard'} ${log.final ?? false}`;
    sights.set(sight, [...(sights.get(sight) ?? []), log]);
  }
  return [...sights.values()].map((logs) => {
    const nodes = [...new Set(logs.map(({ node }) => node))];
    const where = `in the log${nodes.length === 1 ? '' : 's'} of ${andText(nodes)}`;
    const isDurable = logs.every(({ durable }) => durable);
    return {
      time: Math.min(...logs.map(({ time }) => time)),
      kind: 'held',
      text: isDurable ? `durable ${where}` : where,
    };
  });
}

function reuse({ replacedBy, offset }: Omit<LostRecord, 'story'>): StoryLine[] {
  if (!replacedBy) return [];
  const name = recordOfRound(replacedBy);
  const { time } = replacedBy;
  if (replacedBy.isAcked)
    return [{ time, kind: 'reused', text: `offset ${offset} acknowledged again, for ${name}` }];
  return [{ time, kind: 'reused', text: `offset ${offset} read as ${name}` }];
}

function gone({ value }: Pick<LostRecord, 'value'>, logs: readonly Log[]): StoryLine[] {
  const last = logs.filter(({ final }) => final === true);
  if (last.length === 0 || last.some((log) => !log.absent.has(value))) return [];
  const time = Math.max(...last.map((log) => log.time));
  return [
    {
      time,
      kind: 'gone',
      text: `no longer in the log${last.length === 1 ? '' : 's'} of ${andText(last.map(({ node }) => node))}`,
    },
  ];
}
