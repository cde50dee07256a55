import { lossRun } from '../../checks/testing/run.ts';
import type { HistoryEvent } from '../../history/event.ts';
import type { Plan } from '../../plan.ts';

/** What somebody may write into a key, a value, a title or a log to break a report or to speak in its place. */
export const hostile =
  '<img src=x onerror="globalThis.owned=1"><script>globalThis.owned=1</script></style></title></svg>]]>&lt;' +
  '\u001b[31mred\u001b[0m \u202egnp.exe | `c` [a](http://b) *b* \u0000\ud800';

const long = `1/${'x'.repeat(1_000_000)}`;

/** The lost record of `lossRun` with a hostile key and a value of 1 MB, in a run that is hostile wherever it can be. */
export function hostileRun(changes: Partial<Plan> = {}): HistoryEvent[] {
  const swap = (text: string) =>
    text.replaceAll('"key9"', JSON.stringify(hostile)).replaceAll('"1/9"', JSON.stringify(long));
  const run = lossRun({ title: hostile, name: hostile, warnings: [hostile], ...changes });
  const events = run.map((event): HistoryEvent => JSON.parse(swap(JSON.stringify(event))));
  const line: HistoryEvent = { type: 'broker-log', time: 5000, node: hostile, kind: hostile, line: hostile };
  const lives: HistoryEvent[] = [
    { type: 'node', time: 100, node: hostile, event: 'started' },
    { type: 'node', time: 900, node: hostile, event: 'ready' },
  ];
  return [...events.slice(0, 1), ...lives, line, ...events.slice(1)];
}
