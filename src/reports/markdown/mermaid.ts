import type { View } from '../../judge/view.ts';
import { formatSeconds } from '../../lib/duration.ts';

const entriesMax = 40;

/** The run as a Mermaid timeline, which GitHub draws. Null when the history tells of no step. */
export function mermaidTimeline({ steps }: View): string | null {
  const done = steps.filter(({ event }) => event !== 'began');
  if (done.length === 0) return null;
  const entries = done.slice(0, entriesMax).map(({ time, text, event, result }) => {
    const outcome = event === 'gave-up' ? 'gave up' : result;
    const words = [text, ...(outcome ? [outcome] : [])].map(drawable).join(' — ');
    return `    ${formatSeconds(time)} : ${words}`;
  });
  const more = done.length - entriesMax;
  const rest = more > 0 ? [`    later : ${more} more`] : [];
  return ['```mermaid', 'timeline', ...entries, ...rest, '```'].join('\n');
}

// A colon starts another entry, and `#`, `;`, `%` and quotes have meanings of their own.
function drawable(text: string): string {
  return text
    .replaceAll("'", '’')
    .replace(/[^\p{L}\p{N} .,/=+()→’-]/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
