import type { EventOf } from './event.ts';

/** What the assignments and crashes of a process mean for its places in the partitions. */
export interface Positions {
  /** True when the process lost its place in the partition after one operation and before another. */
  isForgotten(where: {
    readonly process: number;
    readonly partition: string;
    readonly after: number;
    readonly before: number;
  }): boolean;
  /** True when the partitions were given to the process by a `subscribe`: a group may move them at any time. */
  isSubscribed(process: number, before: number): boolean;
}

interface Change {
  readonly op: number;
  readonly f: 'assign' | 'subscribe' | 'crash';
  /** Those not listed lose their place. */
  readonly kept: ReadonlySet<string>;
}

/** Collects the changes of each process, in file order. A failed assignment changes nothing. */
export function startPositions(): { on(op: EventOf<'op'>, index: number): void; end(): Positions } {
  const changes = new Map<number, Change[]>();
  return {
    on({ f, status, process, partitions }, op) {
      if (f !== 'assign' && f !== 'subscribe' && f !== 'crash') return;
      if (f !== 'crash' && status === 'fail') return;
      const known = changes.get(process) ?? [];
      changes.set(process, known);
      known.push({ op, f, kept: new Set(f === 'crash' ? [] : partitions) });
    },
    end: () => ({
      isForgotten({ process, partition, after, before }) {
        const known = changes.get(process);
        if (!known) return false;
        for (let i = countBefore(known, after); known[i] && (known[i] as Change).op < before; i++) {
          if (!known[i]?.kept.has(partition)) return true;
        }
        return false;
      },
      isSubscribed(process, before) {
        const known = changes.get(process) ?? [];
        for (let i = countBefore(known, before) - 1; i >= 0; i--) {
          if (known[i]?.f !== 'crash') return known[i]?.f === 'subscribe';
        }
        return false;
      },
    }),
  };
}

function countBefore(changes: readonly Change[], op: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.op ?? 0) < op) low = middle + 1;
    else high = middle;
  }
  return low;
}
