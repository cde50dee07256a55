import { table } from '../src/lib/table.ts';

/** Something that the tool promises, and whether it held in this run. */
export interface Promised {
  readonly what: string;
  readonly measured: string;
  readonly held: boolean;
}

/** One measurement: what to print, and what was promised about it. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  readonly promises: readonly Promised[];
}

/** A section as it is printed. */
export function sectionText({ title, lines }: Section): string {
  return [title, ...lines.map((line) => `  ${line}`.trimEnd()), ''].join('\n');
}

/** Every promise with what was measured; the last lines answer the question. */
export function promisesText(promises: readonly Promised[]): string {
  const rows = promises.map(({ what, measured, held }) => [held ? 'held' : 'BROKEN', what, measured]);
  return table([{ title: 'promise' }, { title: '' }, { title: 'measured' }], rows).join('\n');
}
