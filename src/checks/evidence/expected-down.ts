import { defineEvidence } from '../define.ts';
import { followNodes } from '../node-ends.ts';

/** A node that nobody tried to start says nothing about whether it comes up. */
export const expectedDown = defineEvidence({
  name: 'expected-down',
  summary: 'every node that is expected not to come up was started and seen to exit',
  ignoresOps: true,
  start(plan) {
    const nodes = followNodes();
    return {
      on: nodes.on,
      // A node that is up after all is a matter of the verdict, not of the evidence.
      end() {
        const ends = nodes.end();
        const expected = plan.stored()?.expect.down ?? [];
        return expected
          .filter((node) => !['died', 'up'].includes(ends.get(node) ?? 'not-started'))
          .map((node) => `${node} is expected to stay down, but it was not seen to exit after a start`);
      },
    };
  },
});
