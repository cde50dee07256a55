import type { EvidenceCheck } from '../check.ts';

/** A fault that did nothing would let any system pass. */
export const faultHappened: EvidenceCheck = {
  name: 'fault-happened',
  summary: 'every fault proved that it happened',
  start() {
    const proven = new Set<number | null>();
    const ended = new Map<number | null, string>();
    const reasons: string[] = [];
    return {
      on(event) {
        if (event.type === 'step' && event.kind === 'fault' && event.event === 'ended') {
          ended.set(event.index, event.text);
        }
        if (event.type !== 'fault') return;
        proven.add(event.step);
        if (event.happened) return;
        const { why = `it did not happen (${JSON.stringify(event.proof)})` } = event.proof;
        reasons.push(`${event.fault} ${event.node}: ${why}, so the run proves nothing`);
      },
      end() {
        const silent = [...ended].filter(([index]) => !proven.has(index));
        return [...reasons, ...silent.map(([, text]) => `${text}: the history holds no proof of it`)];
      },
    };
  },
};
