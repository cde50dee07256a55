import type { EventOf } from '../../history/event.ts';
import { defineEvidence } from '../define.ts';

/** A read that stopped short would call every record above it lost, or (worse) never look for it. */
export const finalRead = defineEvidence({
  name: 'final-read',
  summary: 'every partition was read to the end of its log, after the last acknowledgement',
  start(plan) {
    const lastAcks = new Map<string, number>();
    const read = new Map<string, number>();
    const errors: string[] = [];
    const noteAcks = ({ actions, end }: EventOf<'op'>) => {
      for (const action of actions) if ('send' in action) lastAcks.set(action.send.to, end);
    };
    return {
      on(event) {
        if (event.type !== 'op') return;
        if (event.status === 'ok') noteAcks(event);
        if (!event.final) return;
        if (event.error !== undefined) errors.push(event.error);
        if (event.status !== 'ok') return;
        for (const name of Object.keys(event.atEnd ?? {})) read.set(name, event.start);
      },
      end() {
        const wanted = new Set([...plan.partitions().map(({ name }) => name), ...lastAcks.keys()]);
        const missing = [...wanted].filter((name) => !read.has(name) && !plan.isExcused(name));
        const why = errors.length > 0 ? `: ${errors.at(-1)}` : '';
        const late = [...read].filter(([name, start]) => (lastAcks.get(name) ?? start) > start);
        return [
          ...missing.map((name) => `${name} was not read to its end${why}`),
          ...late.map(([name]) => `a record of ${name} was acknowledged after its final read had begun`),
        ];
      },
    };
  },
});
