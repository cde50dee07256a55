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
  readonly stretches: Map<string, Stretches>;
}

/** Between two acknowledgements each: only the latest one and the longest stretch are kept. */
interface Stretches {
  ackedMs: number;
  longest: Unavailable;
}

/** Measures from the loads' own record how long nothing could be written; the longest stretch of each partition. */
export function startUnavailability(): { on(event: HistoryEvent): void; end(): readonly Unavailable[] } {
  const running = new Map<number, Load>();
  const longest = new Map<string, Unavailable>();
  const finish = (toMs: number) => {
    for (const { stretches } of running.values()) {
      for (const [partition, found] of stretches) {
        noteAck(found, toMs);
        const before = longest.get(partition);
        if (!before || isLonger(found.longest, before)) longest.set(partition, found.longest);
      }
    }
    running.clear();
  };
  return {
    on(event) {
      if (event.type === 'step' && event.event === 'began') {
        if (event.name === 'stop-load') finish(event.time);
        else if (event.name === 'load' && event.index !== null)
          running.set(event.index, { fromMs: event.time, stretches: new Map() });
      }
      // With acks=0 nobody is asked, so nobody can say since when there was no answer.
      if (event.type !== 'op' || event.f !== 'send' || event.acks === 0) return;
      const load = running.get(event.step ?? -1);
      if (load) noteSends(load, event);
    },
    end: () => [...longest.values()],
  };
}

function noteSends(
  { stretches, fromMs }: Load,
  { actions, status, end }: Extract<HistoryEvent, { type: 'op' }>,
): void {
  for (const action of actions) {
    if (!('send' in action)) continue;
    const partition = action.send.to;
    const found = stretches.get(partition) ?? {
      ackedMs: fromMs,
      longest: { partition, fromMs, toMs: fromMs },
    };
    stretches.set(partition, found);
    if (status === 'ok') noteAck(found, end);
  }
}

function noteAck(found: Stretches, toMs: number): void {
  const stretch = { partition: found.longest.partition, fromMs: found.ackedMs, toMs };
  if (isLonger(stretch, found.longest)) found.longest = stretch;
  found.ackedMs = toMs;
}

function isLonger(one: Unavailable, other: Unavailable): boolean {
  return one.toMs - one.fromMs > other.toMs - other.fromMs;
}
