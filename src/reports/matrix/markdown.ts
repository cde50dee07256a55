import { code, escaped, table, titledList } from '../markdown/escape.ts';
import { cellName, cellText, downText, gridOf, legend, type Matrix, matrixHeadline } from '../matrix.ts';

/** For a pull request or a finding: the answer in the heading, then the table, and how to see each cell again. */
export function matrixMarkdown(matrix: Matrix): string {
  const { head, rows } = gridOf(matrix);
  const cells = rows.map(({ titles, cells }) => [
    ...titles.map(escaped),
    ...cells.map((cell) => {
      const text = [cellText(cell, matrix.repeat), downText(cell)].filter(Boolean).join(', ');
      return text.startsWith('LOST') ? `**${escaped(text)}**` : escaped(text);
    }),
  ]);
  const paragraphs = [
    `## ${escaped(matrixHeadline(matrix))}`,
    escaped(matrix.title),
    ...(matrix.about === null ? [] : [escaped(matrix.about)]),
    table(head.map(escaped), cells),
    escaped(legend),
    ...titledList('Left out, or not known', notes(matrix)),
    ...titledList(
      'Again',
      matrix.cells.flatMap(({ labels, again }) =>
        again === null ? [] : [`${escaped(cellName({ labels }))}: ${code(again)}`],
      ),
    ),
    `${escaped(
      Object.entries(matrix.host)
        .map((fact) => fact.join(' '))
        .join(', '),
    )}; fsync-lab ${escaped(matrix.tool)}; ${matrix.date}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function notes({ cells }: Matrix): readonly string[] {
  return cells.flatMap(({ labels, excluded, refused, runs }) => {
    const open = runs.find(({ verdict }) => verdict === 'inconclusive')?.reasons[0];
    const why = excluded ?? open ?? (runs.length === 0 ? refused : null);
    return why ? [`${escaped(cellName({ labels }))}: ${escaped(why)}`] : [];
  });
}
