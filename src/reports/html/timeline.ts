import type { Judged } from '../../judge/verdict.ts';
import { formatHundredths } from '../../lib/duration.ts';
import { type EventRow, eventKinds } from '../sections/events.ts';
import { escapedHtml } from '../shared/html.ts';
import { zoomLevels } from '../timeline/axis.ts';
import { clientsText } from '../timeline/clients.ts';
import { drawingMarkup } from '../timeline/drawing.ts';
import { layoutOf } from '../timeline/layout.ts';
import { legend } from '../timeline/legend.ts';
import { scrollable } from './blocks.ts';

/** The picture that can be asked: stretched, walked through by keys, each mark with its event and the log line behind it. */
export function timelineHtml(judged: Judged, events: readonly EventRow[]): string {
  const layout = layoutOf(judged);
  const labels = layout.bands.map(
    ({ label, height }) => `<li style="height:${height}px">${escapedHtml(label)}</li>`,
  );
  const picture = drawingMarkup(judged, layout, { events, levels: zoomLevels });
  return `<p id="how">Leader and ISR are those of the first partition; clients: ${escapedHtml(clientsText(judged.events.traffic))}.
Arrow keys go from event to event, plus and minus zoom; the table of events says the same in words.</p>
<ul class="legend">${legend.map(legendItem).join('')}</ul>
<div class="tools"><button type="button" id="zoom-out">Zoom out</button><button type="button" id="zoom-in">Zoom in</button></div>
<div class="lanes"><ul class="labels" aria-hidden="true">${labels.join('')}</ul>
<div class="scroll" data-zoom="1" tabindex="0" role="group" aria-label="Timeline" aria-describedby="how"><svg aria-hidden="true" width="100%" height="${layout.height}">${picture}</svg></div></div>
<div id="event" role="status"><p>Point at a mark, or press an arrow key within the timeline.</p></div>`;
}

function legendItem({ kind, text }: (typeof legend)[number]): string {
  const group = kind === 'lost' ? '<g class="m lost">' : '<g>';
  return `<li><svg aria-hidden="true">${group}<path class="${kind}" d="M0 0h14v12h-14z"/></g></svg>${text}</li>`;
}

/** Every event in words, to be filtered by its kind and by what it says. */
export function eventsHtml(events: readonly EventRow[], left: number): string {
  const kinds = eventKinds.filter((kind) => events.some((event) => event.kind === kind));
  const boxes = kinds.map((kind) => `<label><input type="checkbox" value="${kind}" checked> ${kind}</label>`);
  const table = `<table id="events"><thead><tr><th scope="col">time</th><th scope="col">kind</th><th scope="col">where</th><th scope="col">what</th></tr></thead>
<tbody>${events.map(rowHtml).join('\n')}</tbody></table>`;
  return `<div class="tools"><label>Filter <input type="search" id="search"></label><span class="tools kinds">${boxes.join('')}</span><span id="count" role="status"></span></div>
${scrollable(table, 'All events')}
${left > 0 ? `<p>… and ${left} less important ones, all in history.jsonl</p>` : ''}`;
}

function rowHtml({ time, kind, subject, text, line }: EventRow): string {
  const shown = line === undefined ? '' : `<code>${escapedHtml(line)}</code>`;
  return `<tr class="${kind}" data-kind="${kind}"><td>${formatHundredths(time)}</td><td>${kind}</td><td>${escapedHtml(subject)}</td><td>${escapedHtml(text)}${shown}</td></tr>`;
}
