import type { EventOf } from '../../history/event.ts';
import type { EvidenceCheck } from '../check.ts';
import { followPlan } from '../partitions.ts';

/** A read that stopped short would call every record above it lost, or (worse) never look for it. */
export const finalRead: EvidenceCheck = {
  name: 'final-read',
  summary: 'every partition was read to the end of its log',
  start() {
    const plan = followPlan();
    const written = new Set<string>();
    const read = new Set<string>();
    const errors: string[] = [];
    return {
      on(event) {
        plan.on(event);
        if (event.type !== 'op') return;
        if (event.status === 'ok') for (const partition of sentTo(event)) written.add(partition);
        if (!event.final) return;
        if (event.error !== undefined) errors.push(event.error);
        if (event.status === 'ok') for (const name of Object.keys(event.atEnd ?? {})) read.add(name);
      },
      end() {
        const wanted = new Set([...plan.partitions().map(({ name }) => name), ...written]);
        const missing = [...wanted].filter((name) => !read.has(name) && !plan.isExcused(name));
        const why = errors.length > 0 ? `: ${errors.at(-1)}` : '';
        return missing.map((name) => `${name} was not read to its end${why}`);
      },
    };
  },
};

function* sentTo(op: EventOf<'op'>): Generator<string> {
  for (const action of op.actions) if ('send' in action) yield action.send.to;
}
