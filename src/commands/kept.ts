import type { RunResult } from '../reports/report.ts';
import type { ClosingLine } from '../reports/text.ts';

/** How to reach a cluster that was left up, and how to remove it. */
export function keptLines({ folder, judged }: RunResult): readonly ClosingLine[] {
  const placed = judged.view.nodes.filter(({ event }) => event === 'placed');
  const bootstrap = placed.flatMap(({ node, addresses }) =>
    node.startsWith('broker') ? [addresses?.clients ?? ''] : [],
  );
  const lines = [
    '',
    '  The cluster is still up (--keep).',
    `  bootstrap  ${bootstrap.join(',')}`,
    `  logs       ${folder}/nodes/*/*.log`,
    '  remove     fsync-lab clean --all',
  ];
  return lines.map((text) => ({ text, tone: 'plain' }));
}
