/** A column of a text table; numbers read best to the right. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

const gap = '  ';

/** Aligned text columns under their titles, one line a row, without trailing spaces. Cells must be one line each. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, i) => Math.max(...lines.map((cells) => widthOf(cells[i] ?? ''))));
  return lines.map((cells) =>
    columns
      .map(({ align }, i) => pad(cells[i] ?? '', { width: widths[i] ?? 0, align }))
      .join(gap)
      .trimEnd(),
  );
}

/** Labels and what they stand for, the second column aligned: a table of one thing. */
export function pairs(rows: readonly (readonly [label: string, text: string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([label]) => widthOf(label)));
  return rows.map(([label, text]) => `${pad(label, { width, align: 'left' })}${gap}${text}`.trimEnd());
}

function pad(
  cell: string,
  { width, align }: { readonly width: number; readonly align: Column['align'] | undefined },
): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return align === 'right' ? space + cell : cell + space;
}

function widthOf(cell: string): number {
  return [...cell].length;
}
