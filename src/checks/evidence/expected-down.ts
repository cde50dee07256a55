import { planOf } from '../../history/stored-plan.ts';
import type { EvidenceCheck } from '../check.ts';
import { followNodes } from '../node-ends.ts';

/** A node that nobody tried to start says nothing about whether it comes up. */
export const expectedDown: EvidenceCheck = {
  name: 'expected-down',
  summary: 'every node that is expected not to come up was started and seen to exit',
  ignoresOps: true,
  start() {
    const nodes = followNodes();
    let expected: readonly string[] = [];
    return {
      on(event) {
        if (event.type === 'run') expected = planOf(event).expect.down;
        nodes.on(event);
      },
      // A node that is up after all is a matter of the verdict, not of the evidence.
      end() {
        const ends = nodes.end();
        return expected
          .filter((node) => !['died', 'up'].includes(ends.get(node) ?? 'not-started'))
          .map((node) => `${node} is expected to stay down, but it was not seen to exit after a start`);
      },
    };
  },
};
