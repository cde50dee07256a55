import { z } from 'zod';
import type { JournalFate } from '../../cluster/cluster.ts';
import { formatSeconds } from '../../lib/duration.ts';
import { expected, oneOrMany } from '../../lib/schemas.ts';
import { requireDisks } from '../disks.ts';
import { type NodeArgs, partitionArg } from '../node-args.ts';
import { changeState } from '../node-rules.ts';
import { cutPower } from '../power-cut.ts';
import { proveAll } from '../prove-all.ts';
import { selectNodes } from '../select-nodes.ts';
import { defineStep } from '../step.ts';
import { listText } from '../words.ts';

interface PowerLossArgs extends NodeArgs {
  readonly journal: JournalFate;
}

const journal = z
  .enum(['lost', 'flushed'], { error: expected('lost or flushed') })
  .default('lost')
  .describe("what becomes of the filesystem's pending journal: lost as in a real cut, or flushed first");

const schema = z
  .union(
    [
      oneOrMany.transform((node) => ({ node, partition: undefined, journal: 'lost' as const })),
      z.strictObject({ node: oneOrMany, partition: partitionArg.optional(), journal }),
    ],
    { error: expected('a node, a list of nodes, or a map with `node`') },
  )
  .transform(({ node, partition, journal: fate }): PowerLossArgs => {
    return { nodes: node, journal: fate, ...(partition === undefined ? {} : { partition }) };
  });

/** The real thing, where `truncate` imitates it: what the kernel had not written back is gone, what was fsynced stays. */
export const powerLoss = defineStep({
  name: 'power-loss',
  kind: 'fault',
  summary: 'Cut the power of all these nodes at the same instant: what they did not fsync is gone',
  schema,
  needs: ['power-loss'],
  example: 'power-loss: { node: leader, journal: lost }',
  rules(args, walk) {
    requireDisks(walk, args);
    changeState(walk, args, {
      from: ['running', 'paused', 'stopped'],
      to: 'stopped',
      help: 'power-loss takes any node',
    });
  },
  control: ({ nodes, partition }) => ({ name: 'kill', args: partition ? { nodes, partition } : { nodes } }),
  describe: ({ nodes, journal: fate }) =>
    `power loss of ${listText(nodes)}${fate === 'lost' ? '' : ', journal flushed'}`,
  async run(args, context) {
    const nodes = await selectNodes(context, args);
    const results = await cutPower(context, nodes, args.journal);
    proveAll(context, 'power-loss', results);
    const texts = results.map(({ text }) => text).join('; ');
    const since = results[0]?.proof.msSinceAck;
    return typeof since === 'number' ? `${texts}, ${formatSeconds(since)} after the last ack` : texts;
  },
});
