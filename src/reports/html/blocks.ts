import type { Block, Cell, Section } from '../sections/section.ts';
import { escapedHtml } from '../shared/html.ts';

/** A piece of a section as HTML. A picture is drawn by the page. */
export function blockHtml(block: Block, label: string): string {
  if (block.kind === 'text') return `<p>${escapedHtml(block.text)}</p>`;
  if (block.kind === 'list')
    return `<ul>${block.items.map((item) => `<li>${escapedHtml(item)}</li>`).join('')}</ul>`;
  if (block.kind === 'picture') return '';
  const head = block.head.map((title) => `<th scope="col">${escapedHtml(title)}</th>`).join('');
  const rows = block.rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${cellHtml(cell)}</td>`).join('')}</tr>`,
  );
  return scrollable(`<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`, label);
}

/** What stands in a cell of a table, or as a value of the summary. */
export function cellHtml(cell: Cell): string {
  return typeof cell === 'string' ? escapedHtml(cell) : `<code>${escapedHtml(cell.code)}</code>`;
}

/** Wider than a phone: it scrolls by itself, also by keys. */
export function scrollable(content: string, label: string): string {
  return `<div class="wide" tabindex="0" role="group" aria-label="${escapedHtml(label)}">${content}</div>`;
}

/** A part of a page under its title. */
export function titled({ id, title }: Pick<Section, 'id' | 'title'>, content: string): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapedHtml(title)}</h2>\n${content}</section>`;
}
