import { z } from 'zod';
import { formatSeconds } from '../lib/duration.ts';
import { foreignWord } from './foreign-word.ts';
import { checkPartition, partitionArg, timeoutArg } from './nodes.ts';
import { defineStep, type StepContext, type Wait } from './step.ts';
import { waits } from './waits/index.ts';

/** A wait as the plan holds it: which one, its own arguments, and what every wait takes. */
export interface WaitArgs {
  readonly wait: string;
  readonly args: unknown;
  readonly partition: string | undefined;
  readonly budgetMs: number;
}

const names = waits.map(({ name }) => name);
const shape = Object.fromEntries(waits.map(({ name, schema }) => [name, schema.optional()]));

const schema = z
  .strictObject({ ...shape, partition: partitionArg.optional(), timeout: timeoutArg })
  .refine(
    (written) => names.filter((name) => written[name as keyof typeof written] !== undefined).length === 1,
    {
      error: `expected exactly one of ${names.join(', ')}`,
    },
  )
  .transform(({ partition, timeout, ...written }): WaitArgs => {
    const [name = '', args] = Object.entries(written).find(([, value]) => value !== undefined) ?? [];
    return { wait: name, args, partition, budgetMs: timeout };
  });

/** Steps after a wait may count on what it saw; when it runs out, the run proves nothing. */
export const wait = defineStep({
  name: 'wait',
  kind: 'wait',
  summary: 'Wait until the cluster shows a state; the run is inconclusive when the timeout runs out',
  schema,
  example: 'wait: { isr: [broker-2, broker-3], timeout: 30s }',
  rules({ wait: name, args, partition }, walk) {
    checkPartition(walk, partition);
    const found = waitNamed(name);
    if (found.system !== undefined && found.system !== walk.system)
      walk.problem(foreignWord('wait', found, walk.system, waits), [name]);
    else found.rules(args, walk);
  },
  describe({ wait: name, args, partition }) {
    const text = waitNamed(name).describe(args);
    return partition === undefined ? text : `${text} of ${partition}`;
  },
  async run({ wait: name, args, partition, budgetMs }, context) {
    const from = context.now();
    const text = await waitNamed(name).run(args, aboutPartition(context, partition), budgetMs);
    return `${formatSeconds(context.now() - from)}, ${text}`;
  },
});

function waitNamed(name: string): Wait {
  const found = waits.find((candidate) => candidate.name === name);
  if (!found) throw new TypeError(`no wait is called '${name}'`);
  return found;
}

/** The same context, with another partition as the default: so no wait has to know of `partition:`. */
function aboutPartition(context: StepContext, partition: string | undefined): StepContext {
  if (partition === undefined) return context;
  return {
    ...context,
    partition: (named) => context.partition(named ?? partition),
    select: (targets, named) => context.select(targets, named ?? partition),
  };
}
