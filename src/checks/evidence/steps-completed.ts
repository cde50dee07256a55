import { defineEvidence } from '../define.ts';

/** Steps that were not done leave another experiment than the one that was asked for. */
export const stepsCompleted = defineEvidence({
  name: 'steps-completed',
  summary: 'every step of the plan ran to its end',
  ignoresOps: true,
  start(plan) {
    const ended = new Set<number | null>();
    const unproven = new Set<number | null>();
    const gaveUp: { index: number | null; isFinal: boolean; reason: string }[] = [];
    return {
      on(event) {
        if (event.type === 'fault' && !event.happened) unproven.add(event.step);
        if (event.type !== 'step') return;
        const { index, phase, text, reason } = event;
        if (event.event === 'ended' && phase === 'steps') ended.add(index);
        if (event.event !== 'gave-up') return;
        gaveUp.push({ index, isFinal: phase === 'final', reason: reason ?? `${text} gave up` });
      },
      end() {
        const isExcused = plan.expectsTrouble();
        const reasons = gaveUp
          .filter(({ index, isFinal }) => !(isFinal && isExcused) && !(index !== null && unproven.has(index)))
          .map(({ reason }) => reason);
        const given = gaveUp.some(({ isFinal }) => !isFinal);
        const steps = plan.stored()?.steps ?? [];
        const missing = steps.findIndex((_, index) => !ended.has(index));
        if (given || missing === -1) return reasons;
        return [...reasons, `step ${missing + 1} (${steps[missing]?.text}) was not completed`];
      },
    };
  },
});
