import type { EvidenceCheck } from '../check.ts';

const workloads: ReadonlySet<string> = new Set(['produce', 'load']);

/** Nothing can be lost where nothing was acknowledged. */
export const acknowledged: EvidenceCheck = {
  name: 'acknowledged',
  summary: 'records were acknowledged, in every workload',
  start() {
    const ended = new Map<number | null, string>();
    const served = new Set<number | null | undefined>();
    let isAnyAcked = false;
    return {
      on(event) {
        if (event.type === 'step' && event.event === 'ended' && workloads.has(event.name)) {
          ended.set(event.index, event.text);
        }
        if (event.type !== 'op' || !event.actions.some((action) => 'send' in action)) return;
        const isAcked = event.status === 'ok';
        isAnyAcked ||= isAcked;
        // With acks=0 nobody is asked: what was sent without an error is all that such a workload can do.
        if (isAcked || (event.acks === 0 && event.error === undefined)) served.add(event.step);
      },
      end() {
        if (!isAnyAcked) return ['no record was acknowledged, so none could be lost'];
        const idle = [...ended].filter(([index]) => !served.has(index));
        return idle.map(([, text]) => `${text}: nothing was acknowledged`);
      },
    };
  },
};
