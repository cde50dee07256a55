import type { AnomalyCheck } from '../check.ts';
import { cycleFinding, knotsOf, shortCycle } from '../cycles/cycle.ts';

/** Write cycle: the records of several operations interleave. Kafka does not promise otherwise: told, not failing. */
export const g0: AnomalyCheck = {
  name: 'G0',
  summary: 'the records of several operations interleave, so the operations have no order',
  failing: false,
  judge: (facts) => knotsOf(facts, ['ww']).map((knot) => cycleFinding(facts, ['ww'], shortCycle(knot))),
};
