import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import type { Report } from './report.ts';
import { timeline } from './timeline.ts';

/** Every report; each is written into the run's folder. */
export const reports: readonly Report[] = [json, markdown, html, timeline];

/** Its name in the run's folder: `report.md`. */
export function reportFileName({ file, extension }: Report): string {
  return `${file}.${extension}`;
}
