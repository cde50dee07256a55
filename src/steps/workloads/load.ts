import { z } from 'zod';
import { durationMs, expected } from '../../lib/schemas.ts';
import { startLoad } from '../background-load.ts';
import { connect } from '../connection.ts';
import type { Healing } from '../healings.ts';
import { timeoutArg } from '../node-args.ts';
import { defineStep, type StepContext } from '../step.ts';
import {
  acksText,
  checkIdempotent,
  checkTarget,
  recordWords,
  targetPartitions,
  workloadShape,
} from '../workload-args.ts';

const rateError = { error: expected('a rate such as 200/s or 30/m') };
const perSecond = { s: 1, m: 1 / 60 } as const;

const rate = z
  .string(rateError)
  .regex(/^[1-9]\d*\/[sm]$/, rateError)
  .transform((text) => {
    const [records, unit] = text.split('/');
    return Number(records) * perSecond[unit as keyof typeof perSecond];
  })
  .describe('records a second or a minute, such as 200/s or 30/m');

const writtenMap = z.strictObject({
  rate,
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
  rate.transform((ratePerSecond) => ({ ...defaults, rate: ratePerSecond })),
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
    if (walk.loads.has(args.name)) {
      walk.problem(`a load called '${args.name}' runs already; give this one another name`, ['name']);
    }
    walk.loads.add(args.name);
  },
  describe: (args) =>
    `load${args.name === 'load' ? '' : ` ${args.name}`} at ${rateText(args.rate)}, ${acksText(args.acks)}${['', ...recordWords(args)].join(', ')}`,
  async run(args, context) {
    const partitions = targetPartitions(context.plan, args);
    for (const partition of partitions) {
      const probe = await connect(context, {
        partition,
        acks: args.acks,
        codec: args.codec,
        idempotent: args.idempotent,
        budgetMs: args.timeout,
      });
      await probe.close();
    }
    const { loads, healings } = context;
    healings.add(stopping(args.name, loads));
    loads.set(
      args.name,
      startLoad(context, { ...args, ratePerSecond: args.rate, giveUpMs: args['give-up'], partitions }),
    );
    return 'runs in the background';
  },
});

function rateText(ratePerSecond: number): string {
  return ratePerSecond < 1 ? `${Math.round(60 * ratePerSecond)}/m` : `${ratePerSecond}/s`;
}

/** A load that went on would keep the final read from the end. */
function stopping(name: string, loads: StepContext['loads']): Healing {
  return {
    text: name === 'load' ? 'stop the background load' : `stop the load ${name}`,
    isDue: () => loads.has(name),
    async work() {
      const load = loads.get(name);
      loads.delete(name);
      const result = await load?.stop();
      return result?.text ?? 'it had ended';
    },
  };
}
