import type { Step, Wait } from '../steps/step.ts';
import { kafkaSteps, kafkaWaits } from './kafka/own-steps.ts';

/** Steps that only one system has; each says which. A scenario of another one is refused at their line. */
export const ownSteps: readonly Step[] = [...kafkaSteps];

/** Waits, likewise. */
export const ownWaits: readonly Wait[] = [...kafkaWaits];
