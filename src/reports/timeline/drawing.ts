import type { Judged } from '../../judge/verdict.ts';
import type { EventRow } from '../sections/events.ts';
import { escapedHtml } from '../shared/html.ts';
import { axisMarkup, placeOf } from './axis.ts';
import { clientsMarkup } from './clients.ts';
import type { Stretch } from './lanes.ts';
import { type Band, bandOf, type Layout } from './layout.ts';

/** The picture without a frame: its places are percents of whatever width it is given. */
export function drawingMarkup(
  { events: run }: Judged,
  layout: Layout,
  { events, levels }: { readonly events: readonly EventRow[]; readonly levels: readonly number[] },
): string {
  const place = placeOf(layout);
  const bands = layout.bands.map((band, index) => {
    const shade =
      index % 2 === 0 ? '' : `<rect class="shade" y="${band.y}" width="100%" height="${band.height}"/>`;
    if (band.kind === 'clients') return shade + clientsMarkup(run, layout, band);
    if (band.kind === 'node') return shade + nodeMarkup(band, place);
    return band.kind === 'steps' ? shade + stepsMarkup(run, band, place) : shade;
  });
  const marks = events.map((event, index) => markMarkup(event, index, bandOf(layout, event), place));
  const hatch =
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatching" width="3" height="6"/></pattern></defs>';
  return `${hatch}${bands.join('')}${axisMarkup(layout, levels)}${marks.join('')}`;
}

type Place = (ms: number) => number;

function barMarkup({ from, to }: Stretch, place: Place, more: string): string {
  const width = Math.max(place(to) - place(from), 0.05);
  return `<rect x="${place(from).toFixed(3)}%" width="${width.toFixed(3)}%" ${more}/>`;
}

function nodeMarkup({ y, lane }: Band, place: Place): string {
  if (!lane) return '';
  const states = lane.states.map((stretch) =>
    barMarkup(stretch, place, `y="${y + 4}" height="12" class="${stretch.state}"`),
  );
  const leads = lane.leads.map((stretch) =>
    barMarkup(stretch, place, `y="${y + 18}" height="6" class="leads"`),
  );
  const inIsr = lane.inIsr.map((stretch) =>
    barMarkup(stretch, place, `y="${y + 26}" height="4" class="isr"`),
  );
  return [...states, ...leads, ...inIsr].join('');
}

function stepsMarkup({ steps, durationMs }: Judged['events'], { y, height }: Band, place: Place): string {
  return steps
    .map((step, index) => {
      if (step.event !== 'began') return '';
      const end = steps
        .slice(index + 1)
        .find((later) => later.event !== 'began' && later.index === step.index && later.name === step.name);
      const kind = end?.event === 'gave-up' ? 'gave-up' : (step.kind ?? 'action');
      const title = `<title>${escapedHtml(step.text.slice(0, 200))}</title>`;
      const bar = barMarkup(
        { from: step.time, to: end?.time ?? durationMs },
        place,
        `y="${y + 6}" height="${height - 12}" class="step ${kind}"`,
      );
      return bar.replace('/>', `>${title}</rect>`);
    })
    .join('');
}

const marks = {
  step: 'M-2-9L2-9L0-4Z',
  fault: 'M0-7L7 0L0 7L-7 0Z',
  node: 'M-1-9H1V9H-1Z',
  leader: 'M0-6L6 5H-6Z',
  log: 'M-2-2H2V2H-2Z',
  client: 'M-4-4L4 4M4-4L-4 4',
  lost: 'M-2-26H2V26H-2Z',
  warning: 'M0-6L6 5H-6Z',
} as const;

// A path cannot stand at a percentage; a nested picture without a size of its own can.
function markMarkup({ time, kind }: EventRow, index: number, band: Band | undefined, place: Place): string {
  if (!band) return '';
  const y = band.y + band.height / 2 + (kind === 'node' ? -8 : kind === 'log' ? 11 : 0);
  return `<svg class="m ${kind}" data-e="${index}" x="${place(time).toFixed(3)}%" y="${y}" overflow="visible"><path d="${marks[kind]}"/></svg>`;
}
