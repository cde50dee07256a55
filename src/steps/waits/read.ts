import { z } from 'zod';
import { expected } from '../../lib/schemas.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { countText } from '../../lib/words.ts';
import { defineWait, type StepContext } from '../step.ts';

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
export const read = defineWait({
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
  describe: inWords,
  async run(wanted, context, budgetMs) {
    const before = countNow(context, wanted.name);
    return waitUntil<string>({
      ...context,
      what: inWords(wanted),
      budgetMs,
      async look() {
        const more = countNow(context, wanted.name) - before;
        return more >= wanted.records ? { done: `${more} read` } : { seen: `${more} read` };
      },
    });
  },
});

function inWords({ records: wanted, name }: z.output<typeof schema>): string {
  return `wait until ${name ?? 'consumers'} read ${countText(wanted, 'more record')}`;
}

function countNow({ loads }: StepContext, name: string | undefined): number {
  const meant = name === undefined ? [...loads.values()] : [loads.get(name)];
  return meant.reduce((sum, load) => sum + (load?.read?.() ?? 0), 0);
}
