import { z } from 'zod';
import { expected } from '../../lib/schemas.ts';
import { countText } from '../../lib/words.ts';
import { definePolledWait } from '../polled-wait.ts';
import type { StepContext } from '../step.ts';

const countError = { error: expected('a number of records, from 1') };
const records = z.int(countError).positive(countError);

const schema = z.union([
  records.transform((wanted) => ({ records: wanted, name: undefined })),
  z.strictObject({
    records,
    name: z
      .string()
      .min(1)
      .optional()
      .describe('of these consumers; of all that read in the background by default'),
  }),
]);

/** That a consumer took part in its group does not mean that it was handed anything: a fault before that does not meet it. */
export const read = definePolledWait({
  name: 'read',
  summary: 'Consumers in the background were handed so many more records',
  schema,
  example: 'wait: { read: { name: readers, records: 10 } }',
  rules({ name }, walk) {
    const isThere = name === undefined ? walk.loads.size > 0 : walk.loads.has(name);
    if (!isThere && walk.maybeLoads.size === 0)
      walk.problem(
        `no consumers${name === undefined ? '' : ` '${name}'`} read in the background at this point; start some with consume`,
      );
  },
  describe: ({ records: wanted, name }) =>
    `wait until ${name ?? 'consumers'} read ${countText(wanted, 'more record')}`,
  looks({ name, records: wanted }, context) {
    const before = countNow(context, name);
    return async () => {
      const more = countNow(context, name) - before;
      return more >= wanted ? { done: `${more} read` } : { seen: `${more} read` };
    };
  },
});

function countNow({ loads }: StepContext, name: string | undefined): number {
  const meant = name === undefined ? [...loads.values()] : [loads.get(name)];
  return meant.reduce((sum, load) => sum + (load?.read?.() ?? 0), 0);
}
