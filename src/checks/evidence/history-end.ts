import type { EvidenceCheck } from '../check.ts';

/** What came after the last line is unknown when the history just stops. */
export const historyEnd: EvidenceCheck = {
  name: 'history-end',
  summary: 'the history has its last line, and the run was not interrupted',
  ignoresOps: true,
  start() {
    let end: 'missing' | 'whole' | 'interrupted' = 'missing';
    return {
      on(event) {
        if (event.type === 'end') end = event.interrupted ? 'interrupted' : 'whole';
      },
      end() {
        if (end === 'missing') return ['the history has no `end` line: what came last is not known'];
        return end === 'interrupted' ? ['the run was interrupted'] : [];
      },
    };
  },
};
