import { oneOrMany } from '../../lib/schemas.ts';
import { defineWait } from '../step.ts';
import { waitForRegistered } from '../wait-for-registered.ts';
import { listText } from '../words.ts';

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
  run: (names, context, budgetMs) =>
    waitForRegistered(context, {
      what: inWords(names),
      budgetMs,
      nodes: names,
      registered: true,
    }),
});

function inWords(names: readonly string[]): string {
  return `wait until ${listText(names)} ${names.length === 1 ? 'is' : 'are'} registered`;
}
