/** Words of a report, not yet escaped for anything; `code` is shown as it would be typed. */
export type Cell = string | { readonly code: string };

/** A piece of a section. The picture is drawn by each report in its own way. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'picture' };

/** A part of a report under one title: data, so that Markdown and HTML say the same. */
export interface Section {
  /** Names it in links. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A table that shows its first rows, and says how many more there are; nothing at all without a row. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  { rowsMax = 60, rest = 'all in verdict.json' } = {},
): readonly Block[] {
  if (rows.length === 0) return [];
  const more = rows.length - rowsMax;
  return [
    { kind: 'table', head, rows: rows.slice(0, rowsMax) },
    ...(more > 0 ? [{ kind: 'text', text: `… and ${more} more, ${rest}` } as const] : []),
  ];
}

/** Sentences one below the other; nothing at all without one. */
export function listOf(items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

const charsMax = 300;

/** A value may be as long as a message can be: enough of it to know it, and how much more there is. */
export function shortened(text: string, max = charsMax): string {
  if (text.length <= max) return text;
  // Not between the two halves of a character.
  const cut = /[\ud800-\udbff]/.test(text[max - 1] ?? '') ? max - 1 : max;
  return `${text.slice(0, cut)}… (${text.length - cut} more characters)`;
}
