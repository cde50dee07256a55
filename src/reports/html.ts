import { blockHtml, cellHtml, titled } from './html/blocks.ts';
import { fateClasses, pageHtml } from './html/page.ts';
import { pageFile } from './html/page-files.ts';
import { eventsHtml, timelineHtml } from './html/timeline.ts';
import type { Report, RunResult } from './report.ts';
import { shownEvents } from './sections/events.ts';
import { type Summary, summaryOf } from './sections/summary.ts';
import { sectionsOf } from './sections.ts';
import { dataFate } from './shared/headline.ts';
import { escapedHtml } from './shared/html.ts';

/** One page that needs nothing else: the verdict first, then everything that it stands on, with a timeline to walk through. */
export const html: Report = {
  name: 'html',
  file: 'report',
  extension: 'html',
  summary: 'the result as a page, with a timeline to walk through',
  render: (result) => {
    const { judged } = result;
    const summary = summaryOf(result);
    const events = shownEvents(judged);
    const sections = sectionsOf(judged).map((section) =>
      section.id === 'timeline'
        ? titled(section, timelineHtml(judged, events.rows))
        : titled(section, section.blocks.map((block) => blockHtml(block, section.title)).join('\n')),
    );
    const all = titled({ id: 'all-events', title: 'All events' }, eventsHtml(events.rows, events.left));
    return page(result, summary, [...sections, all].join('\n'));
  },
};

function page({ judged }: RunResult, summary: Summary, content: string): string {
  const rows = summary.rows.map(
    ({ name, values }) =>
      `<tr><th scope="row">${name}</th><td>${values.map(cellHtml).join('<br>')}</td></tr>`,
  );
  return pageHtml({
    title: escapedHtml(`${summary.name}: ${summary.answer}`),
    kind: fateClasses[dataFate(judged)],
    lead: summary.title ? `<p>${escapedHtml(summary.title)}</p>` : '',
    content: `<table class="summary"><tbody>${rows.join('')}</tbody></table>\n${content}`,
    script: pageFile('page.js'),
  });
}
