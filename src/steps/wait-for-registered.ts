import type { Node } from '../cluster/cluster.ts';
import { oneOrMany } from '../lib/schemas.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { listText } from '../lib/words.ts';
import { selectNodes } from './nodes.ts';
import { metadataKeepers, refuseAllDown, refuseDown } from './refuse-down.ts';
import { defineWait, type StepContext, type Wait } from './step.ts';

interface Awaited {
  readonly what: string;
  readonly budgetMs: number;
  readonly nodes: readonly Node[];
  readonly registered: boolean;
}

/**
 * Polls the metadata store until each of the nodes is registered there, or none of them is.
 * A store that does not serve yet names nobody, so only an answer counts: a broker that starts too early dies of NodeExists.
 */
export async function waitForRegistered(context: StepContext, awaited: Awaited): Promise<string> {
  const { cluster } = context;
  const names = awaited.nodes.map(({ name }) => name);
  return waitUntil<string>({
    ...context,
    what: awaited.what,
    budgetMs: awaited.budgetMs,
    async look() {
      const answer = await cluster.registered();
      if ('notServing' in answer) {
        await refuseAllDown(awaited.what, metadataKeepers(cluster));
        return { seen: answer.notServing };
      }
      const isReached = names.every((name) => answer.nodes.includes(name) === awaited.registered);
      const text = registeredText(answer.nodes);
      // The session of a node that was killed or hangs outlives it: what it promises is not there any more.
      const gone = awaited.registered ? awaited.nodes.filter(({ state }) => state !== 'running') : [];
      if (isReached && gone.length === 0) return { done: text };
      await refuseDown(awaited.what, gone);
      return { seen: [text, ...gone.map(({ name, state }) => `${name} is ${state}`)].join('; ') };
    },
  });
}

function registeredText(nodes: readonly string[]): string {
  return nodes.length === 0 ? 'nobody is registered' : `registered: ${listText(nodes)}`;
}

/** A wait of scenarios for the registrations of nodes, or for their end. */
export function defineWaitForRegistered({
  registered,
  ...words
}: Pick<Wait<readonly string[]>, 'name' | 'summary' | 'example' | 'describe'> & Pick<Awaited, 'registered'>) {
  return defineWait<readonly string[]>({
    ...words,
    schema: oneOrMany,
    rules: (names, walk) => void walk.resolve(names),
    async run(names, context, budgetMs) {
      const nodes = await selectNodes(context, { nodes: names });
      return waitForRegistered(context, { what: words.describe(names), budgetMs, nodes, registered });
    },
  });
}
