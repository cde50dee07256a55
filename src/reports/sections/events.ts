import type { RunEvents } from '../../judge/run-events.ts';
import type { Judged } from '../../judge/verdict.ts';
import { inWordsOf, recordName } from '../../judge/words.ts';
import { formatHundredths } from '../../lib/duration.ts';
import { nodesText } from '../../lib/words.ts';
import { proofText } from './faults.ts';
import { changesIn } from './leadership.ts';
import { shortened } from './section.ts';

/** The kinds of lines that a reader can choose between. */
export const eventKinds = ['step', 'fault', 'node', 'leader', 'log', 'client', 'lost', 'warning'] as const;

/** One thing that happened, as a row of the table of events and as a mark of the timeline. */
export interface EventRow {
  readonly time: number;
  readonly kind: (typeof eventKinds)[number];
  /** The node or partition that it happened to; empty when it was the whole cluster. */
  readonly subject: string;
  readonly text: string;
  /** The line of a broker's log that shows it. */
  readonly line?: string;
}

/** All that happened, in the order of time. Acknowledged sends are only counted: `traffic` has them. */
export function eventRows({ events, lost }: Pick<Judged, 'events' | 'lost'>): readonly EventRow[] {
  const rows = [
    ...stepRows(events),
    ...events.faults.map((fault): EventRow => {
      const did = fault.happened ? '' : ' did not happen';
      const text = `${fault.fault}${did}: ${proofText(fault)}`;
      return { time: fault.time, kind: 'fault', subject: fault.node, text };
    }),
    ...nodeRows(events),
    ...stateRows(events),
    ...logRows(events),
    ...clientRows(events),
    ...gapRows(events),
    ...lost.map((record): EventRow => {
      const text = `${recordName(record)} is acknowledged; it is lost in the end`;
      return { time: record.ackedAt, kind: 'lost', subject: record.partition, text };
    }),
  ];
  return rows.map((row) => ({ ...row, text: shortened(row.text) })).sort((a, b) => a.time - b.time);
}

function stepRows({ steps }: RunEvents): EventRow[] {
  return steps.map(({ time, text, event, result, reason }) => {
    const how = event === 'began' ? 'begins' : event === 'gave-up' ? `gives up: ${reason ?? ''}` : 'done';
    const told = event === 'ended' && result ? result : how;
    return { time, kind: 'step', subject: '', text: `${text}: ${told}` };
  });
}

const nodeWords = { placed: 'gets its place', started: 'starts', ready: 'is ready' } as const;
const pauseWords = { paused: 'is paused', resumed: 'goes on' } as const;
const cutWords = { 'cut-off': 'is cut off', connected: 'is connected again' } as const;

function nodeRows({ nodes }: RunEvents): EventRow[] {
  return nodes.map(({ time, node, event, code, signal, pid }) => {
    const text =
      event === 'exited'
        ? `ends by ${signal ?? `exit code ${code ?? 'unknown'}`}`
        : { ...nodeWords, ...pauseWords, ...cutWords }[event];
    return { time, kind: 'node', subject: node, text: pid === undefined ? text : `${text}, pid ${pid}` };
  });
}

function stateRows({ states, plan }: RunEvents): EventRow[] {
  return changesIn(states).map(({ time, partition, leader, isr, epoch }) => {
    const inEpoch = epoch === null ? '' : ` in epoch ${epoch}`;
    const text = `${leader === null ? 'no leader' : `${leader} leads`}${inEpoch}, ISR ${nodesText(isr)}`;
    return { time, kind: 'leader', subject: partition, text: inWordsOf(plan, text) };
  });
}

function logRows({ brokerLogs, logs, unreadLogs, plan }: RunEvents): EventRow[] {
  return [
    ...brokerLogs.map(({ time, node, line, kind, partition, offset }): EventRow => {
      const at = offset === undefined ? '' : `, offset ${offset}`;
      const text = `its log says: ${kind}${partition ? ` ${partition}` : ''}${at}`;
      return { time, kind: 'log', subject: node, text, line: shortened(line, 600) };
    }),
    ...logs.map(({ time, node, partition, start, end, records, durable }): EventRow => {
      const range = inWordsOf(plan, `offsets ${start} to ${end}`);
      const text = `${durable ? 'durable' : 'log holds'}: ${records} records of ${partition}, ${range}`;
      return { time, kind: 'log', subject: node, text };
    }),
    ...unreadLogs.map(
      ({ time, node, partition, why }): EventRow => ({
        time,
        kind: 'log',
        subject: node,
        text: `its log of ${partition} was not read: ${why}`,
      }),
    ),
  ];
}

function clientRows({ traffic }: RunEvents): EventRow[] {
  return traffic.troubles.map(({ end, status, actions, error }) => {
    const to = actions.flatMap((action) => ('send' in action ? [action.send.to] : []))[0] ?? '';
    const how = status === 'fail' ? 'a write failed' : 'nobody knows whether a write happened';
    return { time: end, kind: 'client', subject: to, text: `${how}: ${error ?? 'no answer'}` };
  });
}

function gapRows({ gaps }: RunEvents): EventRow[] {
  return gaps.map((gap) => {
    const text =
      gap.type === 'blind'
        ? `the watch saw nothing since ${formatHundredths(gap.from)}`
        : `the wall clock jumped by ${gap.jumpedMs} ms`;
    return { time: gap.time, kind: 'warning', subject: '', text };
  });
}

const rowsMax = 600;

/** The order in which events give way when there are too many. */
const importance: readonly EventRow['kind'][] = [
  'lost',
  'fault',
  'warning',
  'step',
  'node',
  'leader',
  'client',
  'log',
];

/** What a page shows of all events, in the order of time; the least important ones give way where there are too many. */
export function shownEvents(judged: Pick<Judged, 'events' | 'lost'>): {
  readonly rows: readonly EventRow[];
  readonly left: number;
} {
  const rows = eventRows(judged);
  if (rows.length <= rowsMax) return { rows, left: 0 };
  const ranked = [...rows].sort((a, b) => importance.indexOf(a.kind) - importance.indexOf(b.kind));
  const shown = new Set(ranked.slice(0, rowsMax));
  return { rows: rows.filter((row) => shown.has(row)), left: rows.length - shown.size };
}
