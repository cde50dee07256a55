import type { Block, Cell } from '../sections/section.ts';
import { code, escaped, table } from './escape.ts';

/** A piece of a section as Markdown; a picture is not one of words. */
export function blockMarkdown(block: Block): string {
  if (block.kind === 'text') return escaped(block.text);
  if (block.kind === 'list') return block.items.map((item) => `- ${escaped(item)}`).join('\n');
  if (block.kind === 'picture') return '';
  return table(
    block.head.map(escaped),
    block.rows.map((row) => row.map(cellMarkdown)),
  );
}

/** What stands in a cell of a table, or as a value of the summary. */
export function cellMarkdown(cell: Cell): string {
  return typeof cell === 'string' ? escaped(cell) : code(cell.code);
}
