import { planOf } from '../../history/stored-plan.ts';
import type { EvidenceCheck } from '../check.ts';

/** A node that nobody tried to start says nothing about whether it comes up. */
export const expectedDown: EvidenceCheck = {
  name: 'expected-down',
  summary: 'every node that is expected not to come up was started and seen to exit',
  start() {
    let nodes: readonly string[] = [];
    const last = new Map<string, 'placed' | 'started' | 'ready' | 'exited' | 'died'>();
    return {
      on(event) {
        if (event.type === 'run') nodes = planOf(event).expect.down;
        if (event.type !== 'node' || event.event === 'paused' || event.event === 'resumed') return;
        const hasDied = event.event === 'exited' && last.get(event.node) === 'started';
        last.set(event.node, hasDied ? 'died' : event.event);
      },
      // A node that is ready after all is a matter of the verdict, not of the evidence.
      end: () =>
        nodes
          .filter((node) => !['died', 'ready'].includes(last.get(node) ?? 'placed'))
          .map((node) => `${node} is expected to stay down, but it was not seen to exit after a start`),
    };
  },
};
