import type { EventOf } from '../history/event.ts';
import type { RunResult } from '../reports/report.ts';
import type { ClosingLine } from '../reports/text.ts';

/** How to reach a cluster that was left up, and how to remove it. */
export function keptLines(
  { judged, folder }: RunResult,
  placed: readonly EventOf<'node'>[],
): readonly ClosingLine[] {
  const holders = judged.events.plan?.nodes.filter(({ holdsData }) => holdsData).map(({ name }) => name);
  const brokers = placed.filter(({ node }) => holders?.includes(node));
  if (brokers.length === 0) return [];
  const lines = [
    '',
    'The cluster is still up.',
    `bootstrap  ${brokers.map(({ addresses }) => addresses?.clients).join(',')}`,
    `logs       ${folder ?? '.'}/nodes/*/*.log`,
    `remove     fsync-lab clean ${judged.events.run?.id ?? '--all'}`,
  ];
  return lines.map((text) => ({ text, tone: 'plain' }));
}
