import type { EventOf } from '../history/event.ts';
import { firstIndex } from '../lib/first-index.ts';

/** Which operations asked for the leader's word alone (acks=1), by their number; kept as stretches, for there may be millions. */
export interface LeaderOnly {
  has(op: number): boolean;
}

/** A fold over the operations, in file order. */
export function followLeaderOnly(): { on(op: EventOf<'op'>): void; end(): LeaderOnly } {
  // Where it turns from one to the other: even places begin a stretch of acks=1, odd ones end it.
  const turns: number[] = [];
  let count = 0;
  return {
    on(op) {
      if ((op.acks === 1) !== (turns.length % 2 === 1)) turns.push(count);
      count += 1;
    },
    end: () => ({
      has: (op) => firstIndex(0, turns.length, (at) => (turns[at] as number) <= op) % 2 === 1,
    }),
  };
}
