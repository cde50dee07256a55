import type { Comparison } from '../comparison.ts';
import { blockMarkdown } from '../markdown/blocks.ts';
import { escaped } from '../markdown/escape.ts';
import { comparisonSections } from './sections.ts';

/** For a pull request: the answer in the heading, then the tables. */
export function comparisonMarkdown(comparison: Comparison): string {
  const paragraphs = comparisonSections(comparison).flatMap(({ title, blocks }) => [
    `### ${title}`,
    ...blocks.map(blockMarkdown),
  ]);
  return [`## ${escaped(comparison.headline)}`, ...paragraphs].join('\n\n');
}
