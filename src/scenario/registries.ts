import { anomalyChecks } from '../checks/index.ts';
import { steps } from '../steps/index.ts';
import { systems } from '../systems/index.ts';
import type { Registries } from './vocabulary.ts';

/** The registries of this version of fsync-lab. */
export const registries: Registries = {
  steps,
  systems,
  anomalies: anomalyChecks.map(({ name }) => name),
};
