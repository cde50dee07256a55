import { blockMarkdown, cellMarkdown } from './markdown/blocks.ts';
import { escaped, table } from './markdown/escape.ts';
import { mermaidLanes } from './markdown/mermaid.ts';
import type { Report, RunResult } from './report.ts';
import type { Block, Section } from './sections/section.ts';
import { summaryOf } from './sections/summary.ts';
import { sectionsOf } from './sections.ts';

/** What lands in a pull request: the answer in the heading, the proof folded below. */
export const markdown: Report = {
  name: 'markdown',
  file: 'report',
  extension: 'md',
  summary: 'the result for people, as it lands in a pull request',
  render: (result) => {
    const { name, answer, title, rows } = summaryOf(result);
    const cells = rows.map((row) => [row.name, row.values.map(cellMarkdown).join('<br>')]);
    const paragraphs = [
      `## ${escaped(name)}: ${escaped(answer)}`,
      ...(title ? [escaped(title)] : []),
      table(['', ''], cells),
      ...sectionsOf(result.judged).map((section) => folded(section, result)),
    ];
    return `${paragraphs.join('\n\n')}\n`;
  },
};

function folded({ title, blocks }: Section, { judged }: RunResult): string {
  const told = (block: Block) =>
    block.kind === 'picture' ? mermaidLanes(judged.events) : blockMarkdown(block);
  const content = blocks.map(told).filter((text) => text !== null);
  return `<details><summary>${title}</summary>\n\n${content.join('\n\n')}\n\n</details>`;
}
