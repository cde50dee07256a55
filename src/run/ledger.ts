import type { EventOf, HistoryEvent } from '../history/event.ts';
import type { AckedRecord } from '../steps/step.ts';

/** What was acknowledged so far, kept while the history is written: steps aim and compare by it. */
export interface Ledger {
  on(event: HistoryEvent): void;
  acked(partition: string): readonly AckedRecord[];
  lastAckAt(): number | null;
  /** Whether something gave up, so that its reason is told already. */
  hasGivenUp(): boolean;
}

export function openLedger(): Ledger {
  const byPartition = new Map<string, AckedRecord[]>();
  let lastAckAt: number | null = null;
  let hasGivenUp = false;
  const add = ({ actions, end }: EventOf<'op'>) => {
    for (const action of actions) {
      if (!('send' in action)) continue;
      const { to, value, offset } = action.send;
      lastAckAt = end;
      const known = byPartition.get(to);
      if (offset === undefined) continue;
      if (known) known.push({ offset, value });
      else byPartition.set(to, [{ offset, value }]);
    }
  };
  return {
    on(event) {
      if (event.type === 'op' && event.status === 'ok') add(event);
      if (event.type === 'step' && event.event === 'gave-up') hasGivenUp = true;
    },
    acked: (partition) => byPartition.get(partition) ?? [],
    lastAckAt: () => lastAckAt,
    hasGivenUp: () => hasGivenUp,
  };
}
