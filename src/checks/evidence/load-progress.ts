import type { EventOf } from '../../history/event.ts';
import type { EvidenceCheck } from '../check.ts';
import { followPlan } from '../partitions.ts';

interface Load {
  readonly text: string;
  readonly faults: number[];
  /** When its acknowledged requests ended, and when they began: the first and the last one tell enough. */
  firstAckMs: number;
  lastSentMs: number;
}

/** A load that stood still before the fault did not meet it, and one that stood still after it shows nothing of its effect. */
export const loadProgress: EvidenceCheck = {
  name: 'load-progress',
  summary: 'every load got records acknowledged before the first fault under it, and after the last one',
  start() {
    const plan = followPlan();
    const loads = new Map<number, Load>();
    const running = new Set<Load>();
    const note = (event: EventOf<'op'>) => {
      const load = loads.get(event.step ?? -1);
      if (!load || event.f !== 'send') return;
      // With acks=0 nobody acknowledges: that it was sent without an error is its progress.
      if (event.status !== 'ok' && (event.acks !== 0 || event.error !== undefined)) return;
      load.firstAckMs = Math.min(load.firstAckMs, event.end);
      load.lastSentMs = Math.max(load.lastSentMs, event.start);
    };
    return {
      on(event) {
        plan.on(event);
        if (event.type === 'op') note(event);
        if (event.type === 'fault' && event.happened)
          for (const load of running) load.faults.push(event.time);
        if (event.type !== 'step') return;
        if (event.name === 'load' && event.event === 'ended' && event.index !== null) {
          const load = { text: event.text, faults: [], firstAckMs: Infinity, lastSentMs: -Infinity };
          loads.set(event.index, load);
          running.add(load);
        }
        // The final phase stops what still runs: its nodes come back only after that.
        if ((event.name === 'stop-load' || event.phase === 'final') && event.event === 'began')
          running.clear();
      },
      end: () =>
        [...loads.values()].flatMap(({ text, faults, firstAckMs, lastSentMs }) => {
          const [first, last] = [faults[0], faults.at(-1)];
          if (first === undefined || last === undefined) return [];
          const isStuck = lastSentMs < last && !plan.expectsTrouble();
          return [
            ...(firstAckMs > first ? [`${text}: nothing was acknowledged before the fault`] : []),
            ...(isStuck ? [`${text}: nothing that was sent after the last fault was acknowledged`] : []),
          ];
        }),
    };
  },
};
