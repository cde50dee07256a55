import { z } from 'zod';
import { expected } from '../../lib/schemas.ts';
import { waitForPartition } from '../look-at-partition.ts';
import { defineWait } from '../step.ts';
import { leaderText } from '../words.ts';

const offsetError = { error: expected('an offset, a whole number from 0') };

/** Says how far the log is without reading it; at least, since a load may run on meanwhile. */
export const endOffset = defineWait({
  name: 'end-offset',
  summary: "The leader's log end offset is at least this",
  schema: z.int(offsetError).nonnegative(offsetError),
  example: 'wait: { end-offset: 100 }',
  rules: () => undefined,
  describe: (wanted) => `wait for end offset ${wanted}`,
  async run(wanted, context, budgetMs) {
    const state = await waitForPartition(context, {
      what: endOffset.describe(wanted),
      budgetMs,
      isReached: ({ end }) => end !== null && end >= wanted,
    });
    return `${leaderText(state)}, end offset ${state.end}`;
  },
});
