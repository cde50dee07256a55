import { oneOrMany } from '../../../lib/schemas.ts';
import { listText } from '../../../lib/words.ts';
import { selectNodes } from '../../../steps/select-nodes.ts';
import { defineWait } from '../../../steps/step.ts';
import { waitForRegistered } from '../../../steps/wait-for-registered.ts';

/** The session of a killed broker outlives it; the same broker must not come back before it has expired. */
export const unregistered = defineWait({
  name: 'unregistered',
  summary: 'The metadata store serves and knows none of these nodes (their sessions have expired)',
  schema: oneOrMany,
  example: 'wait: { unregistered: brokers }',
  rules(names, walk) {
    walk.resolve(names);
  },
  describe: inWords,
  async run(names, context, budgetMs) {
    const nodes = await selectNodes(context, { nodes: names });
    return waitForRegistered(context, { what: inWords(names), budgetMs, nodes, registered: false });
  },
});

function inWords(names: readonly string[]): string {
  return `wait until no session of ${listText(names)} is left`;
}
