import type { HistoryEvent } from '../history/event.ts';

/** Times from sends to their acknowledgements, of the writes before the first fault: what a setting costs, undisturbed. */
export interface Latencies {
  on(event: HistoryEvent): void;
  /** In ms, in no order. */
  readonly values: readonly number[];
}

/** A fold over the events of a run. */
export function startLatencies(): Latencies {
  const values: number[] = [];
  let isHurt = false;
  return {
    values,
    on(event) {
      if (event.type === 'fault') isHurt = true;
      if (isHurt || event.type !== 'op' || event.f !== 'send' || event.status !== 'ok') return;
      values.push(event.end - event.start);
    },
  };
}

// The first writes of a broker are slow whatever its settings, until its code is warm.
const warmUp = 5;

/** How many times as long an acknowledgement takes, by the medians of the same threats; null when too few tell. */
export function ratioOf(
  before: ReadonlyMap<string, Latencies>,
  after: ReadonlyMap<string, Latencies>,
): number | null {
  const names = [...after.keys()].filter((name) => before.has(name));
  const medianOf = (all: ReadonlyMap<string, Latencies>) =>
    median(names.flatMap((name) => all.get(name)?.values.slice(warmUp) ?? []));
  const [was, is] = [medianOf(before), medianOf(after)];
  return was === null || is === null || was === 0 ? null : is / was;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length < warmUp ? null : (sorted[Math.floor(sorted.length / 2)] ?? null);
}
