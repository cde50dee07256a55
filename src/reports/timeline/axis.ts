import { scaleLinear } from 'd3-scale';
import type { Layout } from './layout.ts';

/** Each doubles the ticks of the one before: the reader's zoom chooses. */
export const zoomLevels = [1, 2, 4, 8] as const;

const ticksAtFirst = 8;

/** A time as a place, in percent of the width: the picture can be stretched, and its words are not. */
export function placeOf({ durationMs }: Layout): (ms: number) => number {
  return scaleLinear([0, durationMs], [0, 100]).clamp(true);
}

/** Ticks with their seconds and a line through all bands, once a level of zoom. */
export function axisMarkup(layout: Layout, levels: readonly number[]): string {
  return levels.map((level) => `<g class="ticks z${level}">${ticksMarkup(layout, level)}</g>`).join('');
}

function ticksMarkup({ durationMs, height }: Layout, level: number): string {
  const scale = scaleLinear([0, durationMs / 1000], [0, 100]);
  const count = ticksAtFirst * level;
  const text = scale.tickFormat(count);
  return scale
    .ticks(count)
    .map((seconds) => {
      const x = `${scale(seconds).toFixed(3)}%`;
      const anchor = scale(seconds) > 97 ? ' text-anchor="end"' : '';
      return `<line x1="${x}" x2="${x}" y1="20" y2="${height}"/><text x="${x}" dx="3" y="14"${anchor}>${text(seconds)}</text>`;
    })
    .join('');
}
