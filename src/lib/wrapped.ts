/** Suffices for everything but tables. */
export const columns = 80;

/** Breaks at spaces so that 80 columns suffice, or what there is; further lines are indented. */
export function wrapped(
  text: string,
  indent: { readonly first: string; readonly next: string },
  width = columns,
): string[] {
  const lines: string[] = [];
  let line = indent.first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent.next;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
