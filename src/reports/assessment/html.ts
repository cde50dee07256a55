import {
  type Assessment,
  assessmentHeadline,
  isRefused,
  isSettled,
  rowCells,
  rowTitles,
  type ThreatRow,
} from '../assessment.ts';
import { escapedHtml } from '../shared/html.ts';
import { sectionsOf } from './markdown.ts';

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8886}
.wide{overflow-x:auto}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
.refused td:nth-child(5){color:light-dark(#b00020,#ff8a80);font-weight:bold}.settled td:nth-child(5){color:light-dark(#1b6e2e,#8fd19e)}
.open td:nth-child(5){color:light-dark(#7a4d00,#ffcc80)}code{overflow-wrap:anywhere}`;

/** One self-contained page: the answer first, then the table, what was tried and the set-up. */
export function assessmentHtml(assessment: Assessment): string {
  const headline = escapedHtml(assessmentHeadline(assessment));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${headline}</title><style>${style}</style></head>
<body><main><h1>${headline}</h1>
<p>Configuration: ${assessment.files.map((file) => `<code>${escapedHtml(file)}</code>`).join(', ')}
(SHA-256 <code>${escapedHtml(assessment.digest.slice(0, 16))}</code>)</p>
<div class="wide" tabindex="0" role="region" aria-label="Threats"><table><thead><tr>${rowTitles.map(headCell).join('')}</tr></thead>
<tbody>${assessment.rows.map(rowHtml).join('\n')}</tbody></table></div>
${sectionsOf(assessment).map(sectionHtml).join('\n')}
</main></body></html>
`;
}

function headCell(title: string, index: number): string {
  return `<th scope="col"${numberClass(index)}>${title}</th>`;
}

function rowHtml(row: ThreatRow): string {
  const kind = isRefused(row) ? 'refused' : isSettled(row) ? 'settled' : 'open';
  const why = row.verdict === 'safe' ? '' : reasonsHtml(row.reasons);
  const cells = rowCells(row).map(
    (cell, index) => `<td${numberClass(index)}>${escapedHtml(cell)}${index === 0 ? why : ''}</td>`,
  );
  return `<tr class="${kind}">${cells.join('')}</tr>`;
}

function reasonsHtml(reasons: readonly string[]): string {
  return reasons.length === 0 ? '' : `<br><small>${reasons.map(escapedHtml).join('<br>')}</small>`;
}

function numberClass(index: number): string {
  return index > 0 && index < 4 ? ' class="number"' : '';
}

function sectionHtml({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly string[];
}): string {
  if (lines.length === 0) return '';
  return `<h2>${title}</h2><ul>${lines.map((line) => `<li>${escapedHtml(line)}</li>`).join('')}</ul>`;
}
