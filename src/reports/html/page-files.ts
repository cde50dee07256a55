import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../lib/package-version.ts';

/**
 * What the pages are made of besides their content, as it lies in the package: their styles, and the one script, which
 * makes a run's page answer (zoom, hover, keys, filter). All that it shows stands in the table of events already, so
 * nothing from outside is ever read as HTML.
 */
export function pageFile(name: 'page.css' | 'page.js' | 'timeline.css' | 'browse.css'): string {
  return readFileSync(join(packageFolder, 'data/pages', name), 'utf8');
}
