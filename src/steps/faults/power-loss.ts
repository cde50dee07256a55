import { z } from 'zod';
import { formatSeconds } from '../../lib/duration.ts';
import { expected, oneOrMany } from '../../lib/schemas.ts';
import { listText } from '../../lib/words.ts';
import { defineNodeFault } from '../node-fault.ts';
import { nodesIn, partitionArg } from '../nodes.ts';
import { cutPower } from '../power-cut.ts';

const journal = z
  .enum(['lost', 'flushed'], { error: expected('lost or flushed') })
  .default('lost')
  .describe("what becomes of the filesystem's pending journal: lost as in a real cut, or flushed first");

const written = z.strictObject({ node: oneOrMany, partition: partitionArg.optional(), journal });

const schema = z
  .union([oneOrMany.transform((node) => ({ node, journal: 'lost' as const })), written], {
    error: expected('a node, a list of nodes, or a map with `node`'),
  })
  .transform(nodesIn<z.output<typeof written>>);

/** The real thing, where `truncate` imitates it: what the kernel had not written back is gone, what was fsynced stays. */
export const powerLoss = defineNodeFault({
  name: 'power-loss',
  summary: 'Cut the power of all these nodes at the same instant: what they did not fsync is gone',
  schema,
  example: 'power-loss: { node: leader, journal: lost }',
  takes: 'any',
  leaves: 'stopped',
  onDisks: true,
  control: ({ nodes, partition }) => ({ name: 'kill', args: partition ? { nodes, partition } : { nodes } }),
  describe: ({ nodes, journal: fate }) =>
    `power loss of ${listText(nodes)}${fate === 'lost' ? '' : ', journal flushed'}`,
  hurt: (nodes, args, context) => cutPower(context, nodes, args.journal),
  result(said, [first]) {
    const since = first?.proof.msSinceAck;
    return typeof since === 'number' ? `${said}, ${formatSeconds(since)} after the last ack` : said;
  },
});
