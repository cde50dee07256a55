import { pageHtml, worstFate } from '../html/page.ts';
import {
  cellName,
  cellState,
  cellText,
  downText,
  gridOf,
  legend,
  type Matrix,
  type MatrixCell,
  matrixHeadline,
} from '../matrix.ts';
import { escapedHtml } from '../shared/html.ts';

// Cells have classes of their own: those of a verdict draw its border.
const style = `.matrix td{vertical-align:top}.matrix b{font-weight:normal}.matrix a{white-space:nowrap}
.matrix .is-lost b{color:light-dark(#b00020,#ff8a80);font-weight:bold}.matrix .is-kept b{color:light-dark(#1b6e2e,#8fd19e)}
.matrix .is-open b{color:light-dark(#7a4d00,#ffcc80)}`;

const fateOf = { lost: 'lost', kept: 'kept', open: 'unknown', excluded: 'kept' } as const;

/** One page that needs nothing else; each cell leads to its runs. */
export function matrixHtml(matrix: Matrix): string {
  const { head, rows } = gridOf(matrix);
  const body = rows.map(({ titles, cells }) => {
    const heads = titles.map((title) => `<th scope="row">${escapedHtml(title)}</th>`);
    return `<tr>${heads.join('')}${cells.map((cell) => cellHtml(cell, matrix.repeat)).join('')}</tr>`;
  });
  const fates = matrix.cells.map((cell) => fateOf[cellState(cell, matrix.repeat)]);
  const host = Object.entries(matrix.host).map((fact) => fact.join(' '));
  return pageHtml({
    title: escapedHtml(matrixHeadline(matrix)),
    kind: worstFate(fates),
    lead: `<p>${escapedHtml(matrix.title)}</p>`,
    style,
    content: `${matrix.about === null ? '' : `<p>${escapedHtml(matrix.about)}</p>`}
<div class="wide" tabindex="0" role="region" aria-label="Results"><table class="matrix"><thead><tr>${head
      .map((title) => `<th scope="col">${escapedHtml(title)}</th>`)
      .join('')}</tr></thead><tbody>
${body.join('\n')}
</tbody></table></div>
<p>${escapedHtml(legend)}</p>
${againHtml(matrix)}
<p>${escapedHtml([...host, `fsync-lab ${matrix.tool}`, matrix.date].join(', '))}</p>`,
  });
}

function cellHtml(cell: MatrixCell, repeat: number): string {
  const links = cell.runs.flatMap(({ folder, round, verdict }) =>
    folder === null
      ? []
      : [
          `<a href="${escapedHtml(`${folder}/report.html`)}" title="${escapedHtml(verdict.replaceAll('-', ' '))}">run ${round + 1}</a>`,
        ],
  );
  const why = cell.excluded ?? cell.runs.find(({ verdict }) => verdict !== 'as-expected')?.reasons[0] ?? '';
  const below = [downText(cell), why].filter(Boolean).map(escapedHtml);
  return `<td class="is-${cellState(cell, repeat)}"><b>${escapedHtml(cellText(cell, repeat))}</b><br><small>${[...below, links.join(' ')].filter(Boolean).join('<br>')}</small></td>`;
}

function againHtml({ cells }: Matrix): string {
  const lines = cells.flatMap(({ labels, again }) =>
    again === null
      ? []
      : [`<li>${escapedHtml(cellName({ labels }))}: <code>${escapedHtml(again)}</code></li>`],
  );
  return `<details><summary>Run a cell again</summary><ul>${lines.join('')}</ul></details>`;
}
