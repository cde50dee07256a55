import type { EvidenceCheck } from '../check.ts';

const workloads: ReadonlySet<string> = new Set(['produce', 'load']);

/** Nothing can be lost where nothing was acknowledged. */
export const acknowledged: EvidenceCheck = {
  name: 'acknowledged',
  summary: 'records were acknowledged, in every workload',
  start() {
    const ended = new Map<number | null, string>();
    const acked = new Set<number | null | undefined>();
    let isAnyAcked = false;
    return {
      on(event) {
        if (event.type === 'step' && event.event === 'ended' && workloads.has(event.name)) {
          ended.set(event.index, event.text);
        }
        if (event.type !== 'op' || event.status !== 'ok') return;
        if (!event.actions.some((action) => 'send' in action)) return;
        isAnyAcked = true;
        acked.add(event.step);
      },
      end() {
        if (!isAnyAcked) return ['no record was acknowledged, so none could be lost'];
        const idle = [...ended].filter(([index]) => !acked.has(index));
        return idle.map(([, text]) => `${text}: nothing was acknowledged`);
      },
    };
  },
};
