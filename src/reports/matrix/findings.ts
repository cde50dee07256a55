import { countText } from '../../lib/words.ts';
import { escaped, table } from '../markdown/escape.ts';
import { cellName, cellText, downText, gridOf, legend, type Matrix, matrixHeadline } from '../matrix.ts';

/** What docs/findings.md says of a matrix: all its figures come from here, so that text and data can't drift apart. */
export function matrixFinding(matrix: Matrix, { source }: { readonly source: string }): string {
  const { head, rows } = gridOf(matrix);
  const cells = rows.map(({ titles, cells: row }) => [
    ...titles.map(escaped),
    ...row.map((cell) => {
      const text = [cellText(cell, matrix.repeat), downText(cell)].filter(Boolean).join(', ');
      return text.startsWith('LOST') ? `**${escaped(text)}**` : escaped(text);
    }),
  ]);
  const host = Object.entries(matrix.host).map((fact) => fact.join(' '));
  const made = `${countText(runsOf(matrix), 'run')} on ${matrix.date.slice(0, 10)}, ${host.join(', ')}`;
  return [
    `**${escaped(matrixHeadline(matrix))}.**`,
    table(head.map(escaped), cells),
    escaped(legend),
    ...openNotes(matrix),
    `From [${source}](${source}): ${escaped(made)}, fsync-lab ${escaped(matrix.tool)}. Again: \`fsync-lab matrix ${matrix.name}\`; one cell by its line in that file.`,
  ].join('\n\n');
}

function runsOf({ cells }: Matrix): number {
  return cells.reduce((sum, { runs }) => sum + runs.length, 0);
}

/** What is not known stays in sight. */
function openNotes({ cells }: Matrix): readonly string[] {
  const notes = cells.flatMap((cell) => {
    const open = cell.runs.find(({ verdict }) => verdict === 'inconclusive')?.reasons[0];
    const why = open ?? (cell.runs.length === 0 ? cell.refused : null);
    return why ? [`- ${escaped(cellName(cell))}: ${escaped(why)}`] : [];
  });
  return notes.length === 0 ? [] : ['Not known:', notes.join('\n')];
}

/** The text with the finding between its markers; throws when it has no place for it. */
export function withFinding(text: string, matrix: Matrix, source: string): string {
  const region = new RegExp(`(<!-- begin ${matrix.name} [^>]*-->\n)[^]*?(<!-- end ${matrix.name} -->)`);
  if (!region.test(text)) throw new Error(`there is no place for the matrix ${matrix.name}`);
  return text.replace(
    region,
    (_, begin: string, end: string) => `${begin}\n${matrixFinding(matrix, { source })}\n\n${end}`,
  );
}
