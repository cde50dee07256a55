import { pageFile } from './html/page-files.ts';
import type { Report, RunResult } from './report.ts';
import { shownEvents } from './sections/events.ts';
import { summaryOf } from './sections/summary.ts';
import { escapedHtml } from './shared/html.ts';
import { clientsText } from './timeline/clients.ts';
import { drawingMarkup } from './timeline/drawing.ts';
import { type Layout, layoutOf } from './timeline/layout.ts';
import { legend } from './timeline/legend.ts';

const width = 1000;
const labelWidth = 120;
const labelMax = 17;

/** The picture by itself, for a README or a slide. */
export const timeline: Report = {
  name: 'timeline',
  file: 'timeline',
  extension: 'svg',
  summary: 'what happened when, as a picture',
  render: (result) => {
    const layout = layoutOf(result.judged);
    const { name, answer } = summaryOf(result);
    const title = escapedHtml(`${name}: ${answer}`);
    const height = layout.height + 74;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${title}</title>
<style>:root{color-scheme:light dark}text{font:12px system-ui,sans-serif;fill:light-dark(#222,#ddd)}.page{fill:light-dark(#fff,#12161c)}.title{font-size:15px;font-weight:600}${pageFile('timeline.css')}</style>
<rect class="page" width="${width}" height="${height}"/><text class="title" x="8" y="20">${title}</text>
<g transform="translate(0 32)">${labelsMarkup(layout)}<svg x="${labelWidth}" width="${width - labelWidth - 14}" height="${layout.height}" overflow="visible">${drawing(result, layout)}</svg></g>
${legendMarkup(layout.height + 52)}<text x="8" y="${layout.height + 70}">${escapedHtml(`clients: ${clientsText(result.judged.events.traffic)}`)}</text>
</svg>
`;
  },
};

function drawing({ judged }: RunResult, layout: Layout): string {
  // Small marks are for the page, where they tell more when asked.
  const events = shownEvents(judged).rows.filter(
    ({ kind }) => kind !== 'log' && kind !== 'step' && kind !== 'node',
  );
  return drawingMarkup(judged, layout, { events, levels: [1] });
}

function labelsMarkup({ bands }: Layout): string {
  return bands
    .map(({ label, y, height }) => {
      const text = label.length > labelMax ? `${label.slice(0, labelMax - 1)}…` : label;
      return `<text x="${labelWidth - 8}" y="${y + height / 2 + 4}" text-anchor="end">${escapedHtml(text)}</text>`;
    })
    .join('');
}

function legendMarkup(y: number): string {
  let x = 8;
  return legend
    .map(({ kind, text }) => {
      const at = x;
      x += 34 + text.length * 6.5;
      const group = kind === 'lost' ? '<g class="m lost">' : '<g>';
      return `${group}<path class="${kind}" d="M${at} ${y - 9}h12v10h-12z"/></g><text x="${at + 17}" y="${y}">${text}</text>`;
    })
    .join('');
}
