import type { EventOf } from '../../history/event.ts';
import { defineEvidence } from '../define.ts';

/** A fault that did less than it was told is another experiment, and one that is easier to survive. */
export const faultAsAsked = defineEvidence({
  name: 'fault-as-asked',
  summary: 'every cut took as much as the scenario says',
  ignoresOps: true,
  start(plan) {
    const reasons: string[] = [];
    return {
      on(event) {
        if (event.type !== 'fault' || !event.happened || event.step === null) return;
        reasons.push(...shortfall(event, plan.stored()?.steps[event.step]?.args));
      },
      end: () => reasons,
    };
  },
});

/** By the unit of the step's arguments: the proof of a cut holds what was there before and after, in each unit. */
function shortfall({ fault, node, proof }: EventOf<'fault'>, args: unknown): string[] {
  if (typeof args !== 'object' || args === null) return [];
  const { unit, amount } = args as { readonly unit?: unknown; readonly amount?: unknown };
  if (typeof unit !== 'string' || typeof amount !== 'number') return [];
  const pair: unknown = proof[unit];
  if (!Array.isArray(pair))
    return [`${fault} ${node}: its proof does not tell how many ${unit} were cut off`];
  const done = Number(pair[0]) - Number(pair[1]);
  return done >= amount ? [] : [`${fault} ${node}: ${done} of ${amount} ${unit} were cut off`];
}
