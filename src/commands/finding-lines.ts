import type { Finding } from '../checks/check.ts';
import { printableProse } from '../lib/printable.ts';

const findingsMax = 3;
const linesMax = 6;
const textMax = 60;

/** A few findings of each anomaly, with the lines of the history that prove them; `--json` has all. */
export function findingLines(anomalies: Readonly<Record<string, readonly Finding[]>>): string[] {
  return Object.entries(anomalies).flatMap(([name, findings]) => {
    const shown = findings
      .slice(0, findingsMax)
      .map((finding) => `  ${printableProse(findingText(finding))}`);
    const more = findings.length - findingsMax;
    return [name, ...shown, ...(more > 0 ? [`  … and ${more} more, all with --json`] : [])];
  });
}

const told = ['partition', 'offset', 'offsets', 'value', 'values', 'delta', 'skipped', 'end'] as const;

function findingText(finding: Finding): string {
  const details = told.flatMap((member) =>
    Object.hasOwn(finding, member) && finding[member] !== null ? [detailText(member, finding[member])] : [],
  );
  const lines = [...new Set(linesOf(finding))].sort((a, b) => a - b);
  const where = lines.slice(0, linesMax).join(', ') + (lines.length > linesMax ? ', …' : '');
  const excuse = finding.failing === false ? ' (told, fails nothing)' : '';
  return `${details.join(' · ')}: line${lines.length === 1 ? '' : 's'} ${where}${excuse}`;
}

function detailText(name: string, detail: unknown): string {
  const text = typeof detail === 'string' ? detail : JSON.stringify(detail);
  const short = text.length > textMax ? `${text.slice(0, textMax)}…` : text;
  return name === 'partition' ? short : `${name} ${short}`;
}

/** Findings name operations in members of their own, so they are looked for wherever they stand. */
function linesOf(detail: unknown): number[] {
  if (Array.isArray(detail)) return detail.flatMap(linesOf);
  if (typeof detail !== 'object' || detail === null) return [];
  return Object.entries(detail).flatMap(([name, inner]) => {
    if (name === 'line' && typeof inner === 'number') return [inner];
    return name === 'lines' && Array.isArray(inner)
      ? inner.filter((line) => typeof line === 'number')
      : linesOf(inner);
  });
}
