import type { Judged } from '../judge/verdict.ts';
import { formatHundredths } from '../lib/duration.ts';
import { wordsOf } from '../lib/system-words.ts';
import { removals } from '../plan.ts';
import { leftOutBlocks, planBlocks, settingBlocks } from './sections/configuration.ts';
import { eventRows } from './sections/events.ts';
import { cutBlocks, faultBlocks } from './sections/faults.ts';
import { leadershipBlocks } from './sections/leadership.ts';
import { anomalyBlocks, lossBlocks } from './sections/losses.ts';
import { type Block, listOf, type Section, tableOf } from './sections/section.ts';
import { replicaTable } from './shared/replicas.ts';

/** What a report shows below its summary, in this order; a section with nothing to show is left out. */
export function sectionsOf(judged: Judged): readonly Section[] {
  const { events } = judged;
  const replicas = replicaTable(events);
  const sections: Section[] = [
    { id: 'lost', title: 'What became of the lost records', blocks: lossBlocks(judged) },
    { id: 'timeline', title: 'Timeline', blocks: timelineBlocks(judged) },
    { id: 'faults', title: 'Faults and their proof', blocks: faultBlocks(judged) },
    { id: 'cuts', title: 'What each disk kept', blocks: cutBlocks(judged) },
    { id: 'replicas', title: 'Replicas at the end', blocks: tableOf(replicas.head, replicas.rows) },
    {
      id: 'leaders',
      title: wordsOf(events.plan).inSync === 'ISR' ? 'Leaders and ISRs' : 'Leaders',
      blocks: leadershipBlocks(events),
    },
    { id: 'counts', title: 'Counts of the final read', blocks: countBlocks(judged) },
    { id: 'anomalies', title: 'Anomalies', blocks: anomalyBlocks(judged) },
    { id: 'settings', title: 'Configuration that mattered', blocks: settingBlocks(judged) },
    { id: 'left-out', title: "Left out of the user's own files", blocks: leftOutBlocks(judged) },
    { id: 'plan', title: 'What was planned', blocks: planBlocks(judged) },
    { id: 'versions', title: 'Versions and machine', blocks: machineBlocks(judged) },
    { id: 'warnings', title: 'Warnings', blocks: listOf(events.warnings) },
    { id: 'limits', title: 'Limits of the evidence', blocks: listOf(limits(judged)) },
  ];
  return sections.filter(({ blocks }) => blocks.length > 0);
}

function timelineBlocks(judged: Judged): readonly Block[] {
  // What a step began is told by its end; where nodes lie and whole lines of logs are for the page.
  const rows = eventRows(judged).filter(
    ({ kind, text }) => kind !== 'log' && !/: begins$|gets its place/.test(text),
  );
  if (rows.length === 0) return [];
  const cells = rows.map(({ time, subject, text }) => [formatHundredths(time), subject, text]);
  const table = tableOf(['time', 'where', 'what'], cells, { rowsMax: 80, rest: 'all in history.jsonl' });
  return [{ kind: 'picture' }, ...table];
}

function countBlocks({ accounting }: Judged): readonly Block[] {
  const { attempted, acked, ok, recovered, lost, unexpected } = accounting;
  const gone = removals.filter((name) => accounting[name] > 0);
  const removed = Object.fromEntries(gone.map((name) => [name, accounting[name]]));
  const counts = {
    attempted,
    acknowledged: acked,
    ok,
    recovered,
    ...removed,
    lost: lost ?? 'not known',
    unexpected,
  };
  return tableOf(Object.keys(counts), [Object.values(counts).map(String)]);
}

function machineBlocks({ events: { run } }: Judged): readonly Block[] {
  if (!run) return [];
  const facts = Object.entries({ 'fsync-lab': run.tool, ...run.versions, ...run.host });
  const rows = [
    ...facts.map(([name, value]) => [name, String(value)]),
    ['runtime', `${run.runtimeTitle} (${run.runtimeReason})`],
    ['started at', run.startedAt],
  ];
  return tableOf(['what', 'which'], rows);
}

function limits({ valid, events, accounting, anomalies }: Judged): string[] {
  const isDurable = events.logs.some(({ durable }) => durable);
  return [
    ...(isDurable ? [] : ['A running broker shows its page cache: "in the log" does not mean durable.']),
    'Leaders and ISRs are polled: a state shorter than the interval between two looks is not in the history.',
    ...(accounting.lost === null
      ? ['No final read reached the end, so nothing was looked for as lost.']
      : []),
    ...(anomalies.unseen && valid !== false ? ['Unseen records may be lost, or just not read.'] : []),
  ];
}
