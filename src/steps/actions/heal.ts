import { z } from 'zod';
import { Inconclusive } from '../../errors.ts';
import { listText } from '../../lib/words.ts';
import { isControl } from '../../plan.ts';
import type { Healing } from '../healings.ts';
import { nodeArgs, selectNodes } from '../nodes.ts';
import { defineStep } from '../step.ts';

/** Every fault that lasts is undone at the end of a run; this does it while the steps still have something to see. */
export const heal = defineStep({
  name: 'heal',
  kind: 'action',
  summary:
    'Undo the faults that last, of each node or, without a name, of all: resume, remount, connect again',
  schema: z.union([z.null().transform(() => ({ nodes: [] })), nodeArgs]),
  example: 'heal: broker-1',
  rules({ nodes }, walk) {
    const meant = nodes.length === 0 ? { nodes: walk.nodeNames, sure: true } : walk.resolve(nodes);
    if (meant.nodes.length > 0 && !meant.nodes.some((name) => walk.mayBeHurt(name))) {
      const where = nodes.length === 0 ? '' : ` on ${listText(nodes)}`;
      walk.problem(`there is nothing to undo${where} at this point: no step before it does what lasts`);
    }
    for (const node of meant.nodes.filter((name) => walk.stateOf(name) === 'paused')) {
      walk.set({ nodes: [node], sure: meant.sure }, 'running');
    }
  },
  describe: ({ nodes }) => `heal ${nodes.length === 0 ? 'all' : listText(nodes)}`,
  async run(args, context) {
    const nodes = args.nodes.length === 0 ? context.cluster.nodes : await selectNodes(context, args);
    const names = nodes.map(({ name }) => name);
    const done: string[] = [];
    const isMeant = ({ nodes: hurt = [] }: Healing) => hurt.some((name) => names.includes(name));
    for (const { work } of context.healings.due(isMeant)) {
      done.push(await work());
    }
    if (done.length === 0 && isControl(context.plan)) return 'nothing was done that is to be undone';
    if (done.length === 0) throw new Inconclusive(`heal ${listText(names)}: there is nothing to undo`);
    return done.join('; ');
  },
});
