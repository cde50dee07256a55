import type { HistoryEvent } from '../history/event.ts';

/** How a node stood when the last step was over: tear-down comes later and says nothing. */
export type NodeEnd = 'up' | 'died' | 'stopped' | 'not-started';

/** Follows who runs. A node that exits before it was ready, or while nothing hurts it any more, has died by itself. */
export function followNodes(): { on(event: HistoryEvent): void; end(): ReadonlyMap<string, NodeEnd> } {
  const now = new Map<string, NodeEnd | 'starting'>();
  let atLastStep = new Map(now);
  let isFinalPhase = false;
  return {
    on(event) {
      if (event.type === 'step') {
        isFinalPhase ||= event.phase === 'final';
        atLastStep = new Map(now);
      }
      if (event.type !== 'node') return;
      const before = now.get(event.node);
      if (event.event === 'started') now.set(event.node, 'starting');
      if (event.event === 'ready') now.set(event.node, 'up');
      if (event.event !== 'exited') return;
      now.set(event.node, before === 'starting' || isFinalPhase ? 'died' : 'stopped');
    },
    end: () =>
      new Map([...atLastStep].map(([node, end]) => [node, end === 'starting' ? 'not-started' : end])),
  };
}
