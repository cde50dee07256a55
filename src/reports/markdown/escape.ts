import { printableProse } from '../../lib/printable.ts';

// Always special: emphasis, code, links and images, cells, strike-through, formulas.
const always = /[*`[\]|~$]/;
// Special only somewhere: a backslash before punctuation or at the end, `_` at the edge of a word, `@name`, `#12`.
const somewhere =
  /\\(?=[!-/:-@[-`{-~]|$)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])@(?=[\p{L}\p{N}])|#(?=\d)/u;
const special = new RegExp(`${always.source}|${somewhere.source}`, 'gu');

/** Text from outside within Markdown: nothing in it makes a link, a heading, HTML or a table cell. */
export function escaped(text: string): string {
  return printableProse(text)
    .replace(special, '\\$&')
    .replace(/^(\s*)([-+#=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (match) => match.replace('.', '&#46;'));
}

/** Text as code within a table or a sentence. */
export function code(text: string): string {
  const plain = printableProse(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}

/** A list under its title, the lines Markdown already; nothing at all without a line. */
export function titledList(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, lines.map((line) => `- ${line}`).join('\n')];
}

/** A table; the cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
