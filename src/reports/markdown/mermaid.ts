import type { RunEvents } from '../../judge/run-events.ts';
import { type Lane, lanesOf } from '../timeline/lanes.ts';

const barsMax = 60;
const faultsMax = 20;

/** The nodes' lives as a Mermaid chart, which GitHub draws: bars a node, faults as milestones. Null without a node's life. */
export function mermaidLanes(events: RunEvents): string | null {
  const lanes = lanesOf(events).filter(({ states }) => states.length > 0);
  if (lanes.length === 0) return null;
  const bars = lanes.flatMap(sectionLines).slice(0, barsMax);
  const faults = events.faults
    .filter(({ happened }) => happened)
    .slice(0, faultsMax)
    .map(
      ({ fault, node, time }) => `    ${drawable(`${fault} ${node}`)} :milestone, ${Math.round(time)}, 0ms`,
    );
  const lines = [
    'gantt',
    '    dateFormat x',
    '    axisFormat %M:%S',
    ...bars,
    ...(faults.length > 0 ? ['    section faults', ...faults] : []),
  ];
  return ['```mermaid', ...lines, '```'].join('\n');
}

const marks = { up: 'done, ', starting: 'active, ', paused: '', 'cut-off': '', dead: 'crit, ' } as const;

function sectionLines({ node, states }: Lane): string[] {
  const bars = states.map(
    ({ state, from, to }) => `    ${state} :${marks[state]}${Math.round(from)}, ${Math.round(to)}`,
  );
  return [`    section ${drawable(node)}`, ...bars];
}

// A colon ends a name, and `#`, `;`, `%` and quotes have meanings of their own.
function drawable(text: string): string {
  return text
    .slice(0, 200)
    .replaceAll("'", '’')
    .replace(/[^\p{L}\p{N} .,/=+()→’-]/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
