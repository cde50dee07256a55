import { z } from 'zod';
import { durationMs } from '../../lib/schemas.ts';
import { startLoad } from '../background-load.ts';
import { connect } from '../connection.ts';
import { timeoutArg } from '../nodes.ts';
import { defineStep } from '../step.ts';
import {
  acksText,
  addLoad,
  checkIdempotent,
  checkTarget,
  rateArg,
  rateText,
  recordWords,
  targetPartitions,
  workloadShape,
} from '../workload-args.ts';

const writtenMap = z.strictObject({
  rate: rateArg,
  name: z.string().min(1).default('load').describe('what stop-load calls it'),
  ...workloadShape,
  timeout: timeoutArg,
  'give-up': durationMs
    .optional()
    .describe(
      'after so long without an answer a request is unknown and the next one sent on a new connection',
    ),
});

const defaults = writtenMap.parse({ rate: '1/s' });

const schema = z.union([
  rateArg.transform((ratePerSecond) => ({ ...defaults, rate: ratePerSecond })),
  writtenMap,
]);

/** Faults under load meet requests in flight, which a quiet cluster never has. */
export const load = defineStep({
  name: 'load',
  kind: 'workload',
  summary: 'Write records in the background at a rate, until `stop-load`',
  schema,
  example: 'load: { rate: 200/s, name: writers }',
  rules(args, walk) {
    checkTarget(walk, args);
    checkIdempotent(walk, args);
    addLoad(walk, args.name);
  },
  describe: (args) =>
    `load${args.name === 'load' ? '' : ` ${args.name}`} at ${rateText(args.rate)}, ${acksText(args.acks)}${['', ...recordWords(args)].join(', ')}`,
  async run(args, context) {
    const partitions = targetPartitions(context.plan, args);
    const { acks, codec, idempotent, timeout: budgetMs } = args;
    for (const partition of partitions) {
      const probe = await connect(context, { partition, acks, codec, idempotent, budgetMs });
      await probe.close();
    }
    startLoad(context, { ...args, ratePerSecond: args.rate, giveUpMs: args['give-up'], partitions });
    return 'runs in the background';
  },
});
