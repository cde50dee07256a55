import type { View } from '../../judge/view.ts';
import { isrText } from '../../lib/isr-text.ts';
import { escaped, table } from './escape.ts';

const rowsMax = 40;

type State = View['states'][number];

/** Who led each partition when, and who was eligible: the reason why Kafka elected whom it did. Null without a state. */
export function leadershipTable({ states }: View): string | null {
  const changes = changesIn(states);
  if (changes.length === 0) return null;
  const hasElr = changes.some(({ elr, lastKnownElr }) => elr?.length || lastKnownElr?.length);
  const head = [
    'time',
    'partition',
    'leader',
    'epoch',
    'ISR',
    ...(hasElr ? ['ELR', 'last known leader'] : []),
  ];
  const rows = changes.slice(0, rowsMax).map((state) => rowOf(state, hasElr));
  const more = changes.length - rowsMax;
  return [table(head, rows), ...(more > 0 ? [`… and ${more} more, all in history.jsonl`] : [])].join('\n\n');
}

function rowOf(state: State, hasElr: boolean): string[] {
  const { time, partition, leader, epoch, isr, elr = [], lastKnownElr = [] } = state;
  const cells = [
    `${(time / 1000).toFixed(2)} s`,
    partition,
    leader ?? 'none',
    epoch === null ? '' : String(epoch),
    isrText(isr),
    ...(hasElr ? [isrText(elr), isrText(lastKnownElr)] : []),
  ];
  return cells.map(escaped);
}

/** A probe records what the watcher has told already; the log's end changes with every write. */
function changesIn(states: readonly State[]): readonly State[] {
  const last = new Map<string, string>();
  return states.filter(({ partition, leader, epoch, isr, elr, lastKnownElr }) => {
    const seen = JSON.stringify([leader, epoch, isr, elr, lastKnownElr]);
    const isNew = last.get(partition) !== seen;
    last.set(partition, seen);
    return isNew;
  });
}
