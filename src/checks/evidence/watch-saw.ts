import { formatSeconds } from '../../lib/duration.ts';
import { defineEvidence } from '../define.ts';

/** As long as no election takes here: sessions last 1.5 s, and one of them would not have been seen. */
const blindMsMax = 5000;

/** Who led when, and with which ISR, is what a loss is explained by and availability is judged by. */
export const watchSaw = defineEvidence({
  name: 'watch-saw',
  summary: 'who led was seen of every partition that was written, without a long gap',
  start(plan) {
    const seen = new Set<string>();
    const written = new Set<string>();
    const reasons: string[] = [];
    let isRun = false;
    return {
      on(event) {
        if (event.type === 'run') isRun = true;
        if (event.type === 'state') seen.add(event.partition);
        if (event.type === 'blind' && event.time - event.from >= blindMsMax) {
          const [from, to] = [event.from, event.time].map(formatSeconds);
          reasons.push(`no node told the state of the partitions from ${from} to ${to}, although some ran`);
        }
        if (event.type !== 'op' || event.status !== 'ok') return;
        for (const action of event.actions) if ('send' in action) written.add(action.send.to);
      },
      end() {
        const judged = plan.judgesAvailability() ? plan.partitions().map(({ name }) => name) : [];
        const unseen = isRun ? [...new Set([...written, ...judged])].filter((name) => !seen.has(name)) : [];
        return [...reasons, ...unseen.map((name) => `nobody saw who led ${name}, or its ISR`)];
      },
    };
  },
});
