import { z } from 'zod';
import type { Node } from '../../cluster/cluster.ts';
import { oneOrMany } from '../../lib/schemas.ts';
import type { Look } from '../../lib/wait-until.ts';
import { listText } from '../../lib/words.ts';
import { selectNodes } from '../nodes.ts';
import { definePolledWait } from '../polled-wait.ts';
import { refuseDown } from '../refuse-down.ts';

const shownMax = 60;

const schema = z.strictObject({ node: oneOrMany, text: z.string().min(1) });

/** For what only a node's own output tells; lines of earlier starts do not count. */
export const log = definePolledWait({
  name: 'log',
  summary: "The output of each node's current start holds a text",
  schema,
  example: 'wait: { log: { node: broker-3, text: Truncating to offset } }',
  rules({ node }, walk) {
    walk.resolve(node, ['node']);
  },
  describe: ({ node, text }) => `wait for "${text}" in the output of ${listText(node)}`,
  async looks(args, context) {
    const nodes = await selectNodes(context, { nodes: args.node });
    return () => lookFor(args, nodes);
  },
});

async function lookFor(args: z.output<typeof schema>, nodes: readonly Node[]): Promise<Look<string>> {
  const found = nodes.map((node) => node.lines().find((line) => line.includes(args.text)));
  const missing = nodes.filter((_, index) => found[index] === undefined);
  if (missing.length === 0) return { done: found.map((line) => shortened(line ?? '')).join('; ') };
  await refuseDown(log.describe(args), missing);
  return { seen: missing.map((node) => `${node.name}: ${node.lines().at(-1) ?? 'no output'}`).join('; ') };
}

/** The whole line is in the node's output, which the run keeps. */
function shortened(line: string): string {
  return line.length <= shownMax ? line.trim() : `${line.slice(0, shownMax).trim()}…`;
}
