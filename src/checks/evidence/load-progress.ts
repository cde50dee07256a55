import type { EventOf } from '../../history/event.ts';
import { defineEvidence } from '../define.ts';

interface Load {
  readonly text: string;
  readonly did: string;
  readonly faults: number[];
  /** When its operations with an answer ended, and when they began: the first and the last one tell enough. */
  firstEndMs: number;
  lastStartMs: number;
}

/** What each workload in the background is there for, as its reason says when it did not do it. */
const deeds: Readonly<Record<string, string>> = {
  load: 'acknowledged',
  transact: 'committed',
  consume: 'read',
};

/** A workload that stood still before the fault did not meet it, and one that stood still after it shows nothing of its effect. */
export const loadProgress = defineEvidence({
  name: 'load-progress',
  summary: 'every workload in the background got on before the first fault under it, and after the last one',
  start(plan) {
    const loads = new Map<number, Load>();
    const running = new Set<Load>();
    const note = (event: EventOf<'op'>) => {
      const load = loads.get(event.step ?? -1);
      if (!load || !isProgress(event)) return;
      load.firstEndMs = Math.min(load.firstEndMs, event.end);
      load.lastStartMs = Math.max(load.lastStartMs, event.start);
    };
    return {
      on(event) {
        if (event.type === 'op') note(event);
        if (event.type === 'fault' && event.happened)
          for (const load of running) load.faults.push(event.time);
        if (event.type !== 'step') return;
        const did = deeds[event.name];
        if (did && event.event === 'ended' && event.index !== null && isInBackground(event)) {
          const load = { text: event.text, did, faults: [], firstEndMs: Infinity, lastStartMs: -Infinity };
          loads.set(event.index, load);
          running.add(load);
        }
        // The final phase stops what still runs: its nodes come back only after that.
        if ((event.name === 'stop-load' || event.phase === 'final') && event.event === 'began')
          running.clear();
      },
      end: () =>
        [...loads.values()].flatMap(({ text, did, faults, firstEndMs, lastStartMs }) => {
          const [first, last] = [faults[0], faults.at(-1)];
          if (first === undefined || last === undefined) return [];
          const isStuck = lastStartMs < last && !plan.expectsTrouble();
          const after =
            did === 'read' ? 'nothing was read' : `nothing that was sent after the last fault was ${did}`;
          return [
            ...(firstEndMs > first ? [`${text}: nothing was ${did} before the fault`] : []),
            ...(isStuck ? [`${text}: ${did === 'read' ? `${after} after the last fault` : after}`] : []),
          ];
        }),
    };
  },
});

/** A step that ends while its work goes on says so: others of its name have ended with their work. */
function isInBackground({ name, result = '' }: EventOf<'step'>): boolean {
  return name === 'load' || result.includes('in the background');
}

/** With acks=0 nobody acknowledges: that it was sent without an error is its progress. */
function isProgress({ f, status, acks, error, actions }: EventOf<'op'>): boolean {
  if (f === 'send') return status === 'ok' || (acks === 0 && error === undefined);
  return status === 'ok' && actions.length > 0;
}
