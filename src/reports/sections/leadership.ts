import type { RunEvents } from '../../judge/run-events.ts';
import { formatHundredths } from '../../lib/duration.ts';
import { wordsOf } from '../../lib/system-words.ts';
import { nodesText } from '../../lib/words.ts';
import { type Block, tableOf } from './section.ts';

const rowsMax = 40;

type State = RunEvents['states'][number];

/** Who led each partition when, and who was eligible: the reason why Kafka elected whom it did. */
export function leadershipBlocks({ states, plan }: Pick<RunEvents, 'states' | 'plan'>): readonly Block[] {
  const changes = changesIn(states);
  const hasElr = changes.some(({ elr, lastKnownElr }) => elr?.length || lastKnownElr?.length);
  const head = [
    'time',
    'partition',
    'leader',
    wordsOf(plan).term,
    wordsOf(plan).inSync,
    ...(hasElr ? ['ELR', 'last known leader'] : []),
  ];
  const rows = changes.map((state) => rowOf(state, hasElr));
  return tableOf(head, rows, { rowsMax, rest: 'all in history.jsonl' });
}

function rowOf(state: State, hasElr: boolean): string[] {
  const { time, partition, leader, epoch, isr, elr = [], lastKnownElr = [] } = state;
  return [
    formatHundredths(time),
    partition,
    leader ?? 'none',
    epoch === null ? '' : String(epoch),
    nodesText(isr),
    ...(hasElr ? [nodesText(elr), nodesText(lastKnownElr)] : []),
  ];
}

/** A probe records what the watcher has told already; the log's end changes with every write. */
export function changesIn(states: readonly State[]): readonly State[] {
  const last = new Map<string, string>();
  return states.filter(({ partition, leader, epoch, isr, elr, lastKnownElr }) => {
    const seen = JSON.stringify([leader, epoch, isr, elr, lastKnownElr]);
    const isNew = last.get(partition) !== seen;
    last.set(partition, seen);
    return isNew;
  });
}
