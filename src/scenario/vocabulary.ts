import { z } from 'zod';
import { anomalyChecks } from '../checks/index.ts';
import { nearest } from '../lib/suggest.ts';
import { systems } from '../systems/index.ts';
import type { System } from '../systems/system.ts';
import { type ScenarioSchema, scenarioSchema } from './schema.ts';
import { childOf, firstOf, type Tree } from './tree.ts';

/** Names that `expect.anomalies` may hold. */
export const anomalies: readonly string[] = anomalyChecks.map(({ name }) => name);

/** What one scenario may say: its system, and the schema of its file. */
export interface Vocabulary {
  readonly system: System;
  readonly schema: ScenarioSchema;
}

// Each variant is planned anew; making the schema takes longer than checking with it.
const schemas = new WeakMap<System, ScenarioSchema>();

/** The system whose name is a key under `cluster:`, or nearly one, so that its own words are suggested; else the first. */
export function vocabularyFor(tree: Tree, known: readonly System[] = systems): Vocabulary {
  const cluster = childOf(tree, 'cluster');
  const [first] = known;
  const names = known.map(({ name }) => name);
  const keys = cluster?.kind === 'map' ? [...cluster.entries.keys()] : [];
  const meant = names.find((name) => keys.includes(name)) ?? firstOf(keys, (key) => nearest(key, names));
  const system = known.find(({ name }) => name === meant) ?? first;
  if (!system) throw new TypeError('no system is registered');
  const schema = schemas.get(system) ?? scenarioSchema(system.clusterSchema, z.unknown());
  schemas.set(system, schema);
  return { system, schema };
}
