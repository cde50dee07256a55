import type { Comparison } from '../comparison.ts';
import { blockHtml, titled } from '../html/blocks.ts';
import { fateClasses, pageHtml } from '../html/page.ts';
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
    kind: fateClasses[worstFate(comparison)],
    lead,
    content: sections.join('\n'),
    style: narrow,
  });
}

function worstFate({ runs }: Comparison): keyof typeof fateClasses {
  const fates = runs.map(({ fate }) => fate);
  return fates.find((fate) => fate === 'lost') ?? fates.find((fate) => fate === 'unknown') ?? 'kept';
}
