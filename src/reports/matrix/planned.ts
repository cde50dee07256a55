import { expectationText } from '../../judge/expectation.ts';
import type { Plan } from '../../plan.ts';
import type { MatrixCell } from '../matrix.ts';
import { againCommand } from '../shared/again.ts';

/** What a cell tells of its plan, whether it ran or not. */
export function plannedWords(plan: Plan): Pick<MatrixCell, 'expect' | 'again'> {
  return { expect: expectationText(plan.expect), again: againCommand({ plan, run: null }) };
}
