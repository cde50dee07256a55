import { type Cut, lostPercent } from './cuts.ts';

/** Cuts at the same wanted time side by side: one row a second and filesystem, in Markdown. */
export function lossTable(cuts: readonly Cut[]): string {
  const groups = new Map<string, Cut[]>();
  for (const cut of [...cuts].sort(byFilesystemAndTime)) {
    const key = `${cut.filesystem} ${Math.floor(cut.secondsSinceAck)}`;
    groups.set(key, [...(groups.get(key) ?? []), cut]);
  }
  const rows = [...groups.values()].map(rowOf);
  return [
    '| disk | after the last ack | replicas cut | records before → after, each | lost |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function byFilesystemAndTime(a: Cut, b: Cut): number {
  if (a.filesystem !== b.filesystem) return a.filesystem < b.filesystem ? -1 : 1;
  return a.secondsSinceAck - b.secondsSinceAck;
}

function rowOf(cuts: readonly Cut[]): string {
  const times = cuts.map(({ secondsSinceAck }) => secondsSinceAck.toFixed(1));
  const records = new Set(cuts.map(({ records: [before, after] }) => `${before} → ${after}`));
  const lost = new Set(cuts.map((cut) => `${Math.round(lostPercent(cut))} %`));
  const range = times[0] === times.at(-1) ? times[0] : `${times[0]}-${times.at(-1)}`;
  const cells = [
    cuts[0]?.filesystem,
    `${range} s`,
    cuts.length,
    [...records].join(', '),
    [...lost].join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}
