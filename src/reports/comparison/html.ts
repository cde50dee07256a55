import type { Comparison } from '../comparison.ts';
import { blockHtml, titled } from '../html/blocks.ts';
import { pageHtml, worstFate } from '../html/page.ts';
import { escapedHtml } from '../shared/html.ts';
import { comparisonSections } from './sections.ts';

// The long names of settings would leave no room for what they are about.
const narrow =
  '@media(max-width:40rem){td:first-child{white-space:normal;overflow-wrap:anywhere;min-width:6rem}}';

/** One page that needs nothing else; `lead` is HTML below its title. */
export function comparisonHtml(comparison: Comparison, lead = ''): string {
  const sections = comparisonSections(comparison).map((section) =>
    titled(section, section.blocks.map((block) => blockHtml(block, section.title)).join('\n')),
  );
  return pageHtml({
    title: escapedHtml(comparison.headline),
    kind: worstFate(comparison.runs.map(({ fate }) => fate)),
    lead,
    content: sections.join('\n'),
    style: narrow,
  });
}
