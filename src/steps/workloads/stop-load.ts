import { z } from 'zod';
import { Inconclusive } from '../../errors.ts';
import { allDone } from '../../lib/all-done.ts';
import { oneOrMany } from '../../lib/schemas.ts';
import { listText } from '../../lib/words.ts';
import { defineStep, type StepContext } from '../step.ts';

const schema = z.union([z.null().transform(() => ['load']), oneOrMany]);

/** Ends a workload in order, so that no request is in flight when the next step looks. */
export const stopLoad = defineStep({
  name: 'stop-load',
  kind: 'workload',
  summary: 'Stop a workload in the background, and tell what it did',
  schema,
  example: 'stop-load: writers',
  rules(names, walk) {
    for (const name of names) {
      if (!walk.loads.delete(name) && !walk.maybeLoads.has(name))
        walk.problem(`no load called '${name}' runs at this point; start it with load`);
    }
  },
  describe: (names) => `stop load ${listText(names.filter((name) => name !== 'load'))}`.trim(),
  async run(names, context) {
    const texts = await allDone(names.map((name) => stopOne(name, context)));
    return texts.join('; ');
  },
});

async function stopOne(name: string, { loads }: StepContext): Promise<string> {
  const running = loads.get(name);
  if (!running) throw new Inconclusive(`stop-load ${name}: no such load runs`, [...loads.keys()]);
  loads.delete(name);
  const { didWork, text } = await running.stop();
  if (didWork) return text;
  throw new Inconclusive(`load ${name}: ${text}, so it proves nothing`, text);
}
