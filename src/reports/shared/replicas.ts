import type { View } from '../../judge/view.ts';

/** What one replica's log held at the end of the run. */
export interface ReplicaRow {
  readonly partition: string;
  readonly replica: string;
  readonly end: number;
  readonly records: number;
  /** Records held, by the round that wrote them. */
  readonly rounds: Readonly<Record<string, number>>;
}

/** One row a replica, from the last look at its log. */
export function replicaRows({ logs }: View): readonly ReplicaRow[] {
  const last = new Map(
    logs.filter(({ final }) => final === true).map((log) => [JSON.stringify([log.partition, log.node]), log]),
  );
  return [...last.values()].map(({ partition, node, end, records, rounds }) => ({
    partition,
    replica: node,
    end,
    records,
    rounds: rounds ?? {},
  }));
}

const roundsMax = 6;

/** Headings and cells, for a terminal or for Markdown. The partition is named only where there are several. */
export function replicaTable(view: View): {
  readonly head: readonly string[];
  readonly rows: readonly string[][];
} {
  const rows = replicaRows(view);
  const hasSeveral = new Set(rows.map(({ partition }) => partition)).size > 1;
  const rounds = [...new Set(rows.flatMap((row) => Object.keys(row.rounds)))].sort(
    (a, b) => Number(a) - Number(b),
  );
  const shown = rounds.length > roundsMax ? [] : rounds;
  return {
    head: [
      ...(hasSeveral ? ['partition'] : []),
      'replica',
      'end offset',
      ...(shown.length > 0 ? shown.map((round) => `records of round ${round}`) : ['records']),
    ],
    rows: rows.map((row) => [
      ...(hasSeveral ? [row.partition] : []),
      row.replica,
      `${row.end}`,
      ...(shown.length > 0 ? shown.map((round) => `${row.rounds[round] ?? 0}`) : [`${row.records}`]),
    ]),
  };
}
