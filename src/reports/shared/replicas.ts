import type { RunEvents } from '../../judge/run-events.ts';
import { wordsOf } from '../../lib/system-words.ts';

/** What one replica's log held at the end of the run. */
export interface ReplicaRow {
  readonly partition: string;
  readonly replica: string;
  /** Null when the log was not read: nobody knows then. */
  readonly end: number | null;
  readonly records: number | null;
  /** Records held, by the round that wrote them. */
  readonly rounds: Readonly<Record<string, number>>;
  /** Why the log was not read; left out when it was. */
  readonly notRead?: string;
}

/** One row a replica, from the last look at its log; one that could not be read keeps its row. */
export function replicaRows({
  logs,
  unreadLogs,
}: Pick<RunEvents, 'logs' | 'unreadLogs'>): readonly ReplicaRow[] {
  const looks = [...logs, ...unreadLogs]
    .filter(({ final }) => final === true)
    .sort((a, b) => a.time - b.time);
  const last = new Map(looks.map((look) => [JSON.stringify([look.partition, look.node]), look]));
  return [...last.values()].map((look) => {
    const { partition, node } = look;
    if (look.type === 'unread-log') {
      return { partition, replica: node, end: null, records: null, rounds: {}, notRead: look.why };
    }
    const { end, records, rounds } = look;
    return { partition, replica: node, end, records, rounds: rounds ?? {} };
  });
}

const roundsMax = 6;

/** Headings and cells, for a terminal or for Markdown. The partition is named only where there are several. */
export function replicaTable(events: RunEvents): {
  readonly head: readonly string[];
  readonly rows: readonly string[][];
} {
  const rows = replicaRows(events);
  const { position } = wordsOf(events.plan);
  const hasSeveral = new Set(rows.map(({ partition }) => partition)).size > 1;
  const rounds = [...new Set(rows.flatMap((row) => Object.keys(row.rounds)))].sort(
    (a, b) => Number(a) - Number(b),
  );
  const shown = rounds.length > roundsMax ? [] : rounds;
  return {
    head: [
      ...(hasSeveral ? ['partition'] : []),
      'replica',
      `end ${position}`,
      ...(shown.length > 0 ? shown.map((round) => `records of round ${round}`) : ['records']),
    ],
    rows: rows.map((row) => [...(hasSeveral ? [row.partition] : []), row.replica, ...cellsOf(row, shown)]),
  };
}

function cellsOf({ end, records, rounds, notRead }: ReplicaRow, shown: readonly string[]): readonly string[] {
  if (notRead !== undefined)
    return [`not read: ${notRead}`, ...(shown.length > 0 ? shown : ['']).map(() => '')];
  return [`${end}`, ...(shown.length > 0 ? shown.map((round) => `${rounds[round] ?? 0}`) : [`${records}`])];
}
