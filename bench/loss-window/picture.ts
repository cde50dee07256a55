import { type Cut, lostPercent } from './cuts.ts';

const width = 640;
const height = 300;
const plot = { left: 56, right: 616, top: 28, bottom: 244 } as const;
const secondsMax = 40;
const colours: Readonly<Record<string, string>> = { ext4: '#c2410c', xfs: '#1d4ed8' };
/** So that two filesystems with the same result are both seen. */
const apart: Readonly<Record<string, number>> = { ext4: -3, xfs: 3 };

/** Records lost against the time from the last acknowledgement to the cut; a point is one replica. No lines: between two times nothing was measured. */
export function lossPicture(cuts: readonly Cut[]): string {
  const filesystems = [...new Set(cuts.map(({ filesystem }) => filesystem))].sort();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    '<title>Acknowledged records lost, by the time from the last acknowledgement to the loss of power</title>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    expiry(),
    ...[0, 25, 50, 75, 100].map(horizontal),
    ...[0, 5, 10, 15, 20, 25, 30, 35, 40].map(vertical),
    ...cuts.map(point),
    ...filesystems.map(legend),
    `<text x="${(plot.left + plot.right) / 2}" y="${height - 16}" text-anchor="middle">seconds from the last acknowledgement to the loss of power</text>`,
    `<text x="${plot.left - 44}" y="16">records lost</text>`,
    '</svg>\n',
  ].join('\n');
}

function x(seconds: number): number {
  return round(plot.left + (seconds / secondsMax) * (plot.right - plot.left));
}

function y(percent: number): number {
  return round(plot.bottom - (percent / 100) * (plot.bottom - plot.top));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** From the age at which the kernel calls a page old: the flusher's next turn, and then the journal's. */
function expiry(): string {
  const area = `<rect x="${x(30)}" y="${plot.top}" width="${x(40) - x(30)}" height="${plot.bottom - plot.top}" fill="#e5e7eb"/>`;
  return `${area}<text x="${x(35)}" y="${plot.top - 8}" text-anchor="middle" fill="#6b7280">being written back</text>`;
}

function horizontal(percent: number): string {
  const at = y(percent);
  return `<path d="M${plot.left} ${at}H${plot.right}" stroke="#e5e7eb"/><text x="${plot.left - 8}" y="${at + 4}" text-anchor="end">${percent} %</text>`;
}

function vertical(seconds: number): string {
  const at = x(seconds);
  return `<path d="M${at} ${plot.bottom}v4" stroke="#9ca3af"/><text x="${at}" y="${plot.bottom + 18}" text-anchor="middle">${seconds}</text>`;
}

function place(cut: Cut): { readonly x: number; readonly y: number } {
  return { x: x(cut.secondsSinceAck), y: round(y(lostPercent(cut)) + (apart[cut.filesystem] ?? 0)) };
}

function point(cut: Cut): string {
  const at = place(cut);
  return `<circle cx="${at.x}" cy="${at.y}" r="3.5" fill="${colours[cut.filesystem] ?? '#374151'}"/>`;
}

function legend(filesystem: string, index: number): string {
  const at = { x: plot.left + 16 + index * 64, y: plot.bottom - 14 };
  return `<circle cx="${at.x}" cy="${at.y - 4}" r="4" fill="${colours[filesystem] ?? '#374151'}"/><text x="${at.x + 10}" y="${at.y}">${filesystem}</text>`;
}
