import { createHash } from 'node:crypto';
import { blockHtml, cellHtml } from './html/blocks.ts';
import { pageScript } from './html/script.ts';
import { pageStyle } from './html/style.ts';
import { eventsHtml, timelineHtml } from './html/timeline.ts';
import type { Report, RunResult } from './report.ts';
import { shownEvents } from './sections/events.ts';
import type { Section } from './sections/section.ts';
import { type Summary, summaryOf } from './sections/summary.ts';
import { sectionsOf } from './sections.ts';
import { dataFate } from './shared/headline.ts';
import { escapedHtml } from './shared/html.ts';
import { timelineStyle } from './timeline/style.ts';

const fateClasses = { lost: 'lost-data', kept: 'kept', unknown: 'unknown-data' } as const;

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

// Even a mistake in the escaping could not run a script or reach a network: the page forbids itself all but its own.
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(pageScript).digest('base64')}'`;

function page({ judged }: RunResult, summary: Summary, content: string): string {
  const title = escapedHtml(`${summary.name}: ${summary.answer}`);
  const rows = summary.rows.map(
    ({ name, values }) =>
      `<tr><th scope="row">${name}</th><td>${values.map(cellHtml).join('<br>')}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${timelineStyle}${pageStyle}</style></head>
<body><main><header class="verdict ${fateClasses[dataFate(judged)]}"><h1>${title}</h1>${summary.title ? `<p>${escapedHtml(summary.title)}</p>` : ''}</header>
<table class="summary"><tbody>${rows.join('')}</tbody></table>
${content}
</main><script>${pageScript}</script></body></html>
`;
}

function titled({ id, title }: Pick<Section, 'id' | 'title'>, content: string): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapedHtml(title)}</h2>\n${content}</section>`;
}
