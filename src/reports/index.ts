import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Report } from './report.ts';
import { timeline } from './timeline.ts';

/** Every report; each is written into the run's folder. */
export const reports: readonly Report[] = [json, markdown, html, timeline, junit];

/** Its name in the run's folder: `report.md`. */
export function reportFileName({ file, extension }: Report): string {
  return `${file}.${extension}`;
}
