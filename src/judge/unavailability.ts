import type { HistoryEvent } from '../history/event.ts';

/** A stretch of time in which a background load got no write to the partition acknowledged. */
export interface Unavailable {
  readonly partition: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * From here on it is more than a change of leader takes: sessions last 1.5 s in these clusters, and an election follows at
 * once. Shorter stretches are reported, never judged.
 */
export const unavailableMsMin = 5000;

interface Load {
  readonly fromMs: number;
  readonly acksMs: Map<string, number[]>;
}

/** Measures from the loads' own record how long nothing could be written; the longest stretch of each partition. */
export function startUnavailability(): { on(event: HistoryEvent): void; end(): readonly Unavailable[] } {
  const running = new Map<number, Load>();
  const longest = new Map<string, Unavailable>();
  const finish = (toMs: number) => {
    for (const { fromMs, acksMs } of running.values()) {
      for (const [partition, acks] of acksMs) keepLongest(longest, partition, [fromMs, ...acks, toMs]);
    }
    running.clear();
  };
  return {
    on(event) {
      if (event.type === 'step' && event.event === 'began') {
        if (event.name === 'stop-load') finish(event.time);
        else if (event.name === 'load' && event.index !== null)
          running.set(event.index, { fromMs: event.time, acksMs: new Map() });
      }
      // With acks=0 nobody is asked, so nobody can say since when there was no answer.
      if (event.type !== 'op' || event.f !== 'send' || event.acks === 0) return;
      const load = running.get(event.step ?? -1);
      if (load) noteSends(load, event);
    },
    end: () => [...longest.values()],
  };
}

function noteSends({ acksMs }: Load, { actions, status, end }: Extract<HistoryEvent, { type: 'op' }>): void {
  for (const action of actions) {
    if (!('send' in action)) continue;
    const acks = acksMs.get(action.send.to) ?? [];
    acksMs.set(action.send.to, acks);
    if (status === 'ok') acks.push(end);
  }
}

function keepLongest(longest: Map<string, Unavailable>, partition: string, timesMs: readonly number[]): void {
  for (const [index, toMs] of timesMs.entries()) {
    const fromMs = timesMs[index - 1] ?? toMs;
    const before = longest.get(partition);
    if (before && before.toMs - before.fromMs >= toMs - fromMs) continue;
    longest.set(partition, { partition, fromMs, toMs });
  }
}
