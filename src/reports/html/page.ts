import { createHash } from 'node:crypto';
import { pageFile } from './page-files.ts';

/** What stands on a page. The title is HTML already, and so is all else. */
export interface PageParts {
  readonly title: string;
  /** Classes of the heading: its colour. */
  readonly kind: string;
  /** Below the title, within the heading. */
  readonly lead: string;
  readonly content: string;
  /** The one script that may run. */
  readonly script?: string;
  /** Rules beside those of every page. */
  readonly style?: string;
}

/** The colour of what became of the data. */
export const fateClasses = { lost: 'lost-data', kept: 'kept', unknown: 'unknown-data' } as const;

/** The colour of several things together: that of the worst. */
export function worstFate(fates: readonly (keyof typeof fateClasses)[]): string {
  const worst = (['lost', 'unknown'] as const).find((fate) => fates.includes(fate));
  return fateClasses[worst ?? 'kept'];
}

/** A page that needs nothing else: no network, one style, at most one script. */
export function pageHtml({ title, kind, lead, content, script, style = '' }: PageParts): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${pageFile('timeline.css')}${pageFile('page.css')}${style}</style></head>
<body><main><header class="verdict ${kind}"><h1>${title}</h1>${lead}</header>
${content}
</main>${script === undefined ? '' : `<script>${script}</script>`}</body></html>
`;
}

// Even a mistake in the escaping could not run a script or reach a network: the page forbids itself all but its own.
function policy(script: string | undefined): string {
  const own = "default-src 'none'; style-src 'unsafe-inline'";
  if (script === undefined) return own;
  return `${own}; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
