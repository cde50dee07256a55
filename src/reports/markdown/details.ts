import type { Judged } from '../../judge/verdict.ts';
import { recordName } from '../../judge/words.ts';
import { removals } from '../../plan.ts';
import type { RunResult } from '../report.ts';
import { cutReplicas, unreadCuts } from '../shared/cuts.ts';
import { replicaTable } from '../shared/replicas.ts';
import { code, escaped, table } from './escape.ts';
import { leadershipTable } from './leadership.ts';
import { mermaidTimeline } from './mermaid.ts';

const storiesMax = 5;
const proofCharsMax = 200;

/** The folded sections, each with its evidence; a section with nothing to show is left out. */
export function markdownDetails({ judged }: RunResult): string[] {
  const { view } = judged;
  const replicas = replicaTable(view);
  const sections: [title: string, content: string | null][] = [
    ['What became of the lost records', storyList(judged)],
    ['Timeline', mermaidTimeline(view)],
    ['Leaders and ISRs', leadershipTable(view)],
    ['Faults and their proof', faultTable(judged)],
    ['What each disk kept', cutTable(judged)],
    ['Replicas at the end', replicas.rows.length > 0 ? table(replicas.head, cells(replicas.rows)) : null],
    ['Counts of the final read', countTable(judged)],
    ['Anomalies', anomalyTable(judged)],
    ['Settings, and where each comes from', settingTable(judged)],
    ["Left out of the user's own files", leftOutTable(judged)],
    ['Configuration', configuration(judged)],
    ['Warnings', list(view.warnings)],
    ['Limits of the evidence', list(limits(judged))],
  ];
  return sections.flatMap(([title, content]) =>
    content === null ? [] : [`<details><summary>${title}</summary>\n\n${content}\n\n</details>`],
  );
}

function cells(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((row) => row.map(escaped));
}

function list(sentences: readonly string[]): string | null {
  return sentences.length > 0 ? sentences.map((sentence) => `- ${escaped(sentence)}`).join('\n') : null;
}

function storyList({ lost }: Judged): string | null {
  if (lost.length === 0) return null;
  const stories = lost.slice(0, storiesMax).map((record) => {
    const at = record.offset === null ? '' : ` offset ${record.offset}`;
    const rows = record.story.map(({ time, text }) => [`${(time / 1000).toFixed(2)} s`, escaped(text)]);
    return `${escaped(`${recordName(record)}, ${record.partition}${at}`)}\n\n${table(['time', 'what'], rows)}`;
  });
  const more = lost.length - storiesMax;
  return [...stories, ...(more > 0 ? [`… and ${more} more, all in verdict.json`] : [])].join('\n\n');
}

function faultTable({ view }: Judged): string | null {
  if (view.faults.length === 0) return null;
  const rows = view.faults.map(({ time, fault, node, happened, proof }) => [
    `${(time / 1000).toFixed(2)} s`,
    escaped(`${fault} ${node}`),
    happened ? 'yes' : '**no**',
    code(shortened(JSON.stringify(proof))),
  ]);
  return table(['time', 'fault', 'happened', 'proof'], rows);
}

/** After a cut and a remount: only here does a number of records mean that they are durable. */
function cutTable({ view }: Judged): string | null {
  const rows = cutReplicas(view).map((cut) => [
    escaped(`${cut.node} ${cut.partition}`),
    `${cut.records[0]} → ${cut.records[1]}`,
    `${cut.bytes[0]} → ${cut.bytes[1]}`,
    cut.msSinceAck === null ? '' : `${(cut.msSinceAck / 1000).toFixed(2)} s`,
    escaped(cut.canaries),
    escaped(`${cut.filesystem}, journal ${cut.journal}`),
  ]);
  for (const { node, partition, why } of unreadCuts(view)) {
    rows.push([escaped(`${node} ${partition}`), escaped(`not read ${why}`), '', '', '', '']);
  }
  if (rows.length === 0) return null;
  const head = ['replica', 'records', 'bytes', 'after the last ack', 'canaries', 'disk'];
  const writeback = Object.entries(view.run?.host ?? {}).filter(([key]) => key.startsWith('vm.dirty'));
  const host = writeback.map(([key, value]) => code(`${key}=${String(value)}`)).join(', ');
  return [table(head, rows), ...(host === '' ? [] : [`The kernel writes back by ${host}.`])].join('\n\n');
}

function shortened(text: string): string {
  return text.length <= proofCharsMax ? text : `${text.slice(0, proofCharsMax)}…`;
}

function countTable({ accounting }: Judged): string {
  const { attempted, acked, ok, recovered, lost, unexpected } = accounting;
  const gone = removals.filter((name) => accounting[name] > 0);
  return table(
    ['attempted', 'acknowledged', 'ok', 'recovered', ...gone, 'lost', 'unexpected'],
    [
      [
        attempted,
        acked,
        ok,
        recovered,
        ...gone.map((name) => accounting[name]),
        lost ?? 'not known',
        unexpected,
      ].map(String),
    ],
  );
}

function anomalyTable({ anomalies }: Judged): string | null {
  const found = Object.entries(anomalies);
  if (found.length === 0) return null;
  const rows = found.map(([name, findings]) => [
    name,
    `${findings.length}`,
    code(shortened(JSON.stringify(findings[0]))),
  ]);
  return table(['anomaly', 'findings', 'the first one'], rows);
}

function configuration({ view: { plan } }: Judged): string | null {
  if (!plan) return null;
  const shown = { cluster: plan.cluster, topics: plan.topics, steps: plan.steps.map(({ text }) => text) };
  // Indented code ends with its indentation: nothing within can close it, as a fence could be closed.
  const text = JSON.stringify(shown, withoutSecrets, 2).replaceAll('\n', '\n    ');
  return `    ${text}`;
}

function settingTable({ view: { plan } }: Judged): string | null {
  const rows = (plan?.settings ?? []).map(({ of, key, value, origin }) => [
    code(`${key}=${value}`),
    escaped(of ?? ''),
    escaped(origin),
  ]);
  return rows.length === 0 ? null : table(['setting', 'only of', 'from'], rows);
}

function leftOutTable({ view: { plan } }: Judged): string | null {
  const rows = (plan?.leftOut ?? []).map(({ key, place, group }) => [
    code(key),
    escaped(place),
    escaped(group),
  ]);
  return rows.length === 0 ? null : table(['setting', 'where', 'why'], rows);
}

/** A report lands in pull requests: what the user's own server.properties keeps secret must not. */
function withoutSecrets(key: string, value: unknown): unknown {
  return /password|secret|jaas|\.key$/i.test(key) ? '(hidden)' : value;
}

function limits({ valid, view, accounting, anomalies }: Judged): string[] {
  const isDurable = view.logs.some(({ durable }) => durable);
  return [
    ...(isDurable ? [] : ['A running broker shows its page cache: "in the log" does not mean durable.']),
    'Leaders and ISRs are polled: a state shorter than the interval between two looks is not in the history.',
    ...(accounting.lost === null
      ? ['No final read reached the end, so nothing was looked for as lost.']
      : []),
    ...(anomalies.unseen && valid !== false ? ['Unseen records may be lost, or just not read.'] : []),
  ];
}
