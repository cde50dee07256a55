import { oneOrMany } from '../../../lib/schemas.ts';
import { listText } from '../../../lib/words.ts';
import { selectNodes } from '../../../steps/select-nodes.ts';
import { defineWait } from '../../../steps/step.ts';
import { waitForRegistered } from '../../../steps/wait-for-registered.ts';

/** The cluster counts on a broker only once the metadata store knows it. */
export const registered = defineWait({
  name: 'registered',
  summary: 'The metadata store knows these nodes',
  schema: oneOrMany,
  example: 'wait: { registered: brokers }',
  rules(names, walk) {
    walk.resolve(names);
  },
  describe: inWords,
  async run(names, context, budgetMs) {
    const nodes = await selectNodes(context, { nodes: names });
    return waitForRegistered(context, { what: inWords(names), budgetMs, nodes, registered: true });
  },
});

function inWords(names: readonly string[]): string {
  return `wait until ${listText(names)} ${names.length === 1 ? 'is' : 'are'} registered`;
}
