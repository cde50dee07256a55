import { z } from 'zod';
import { nearest } from '../lib/suggest.ts';
import type { Step } from '../steps/step.ts';
import type { System } from '../systems/system.ts';
import { type ScenarioSchema, scenarioSchema } from './schema.ts';
import { childOf, type Tree } from './tree.ts';

/** What scenarios are made of. Everything that may be named in one comes from here, so a new step needs no change in this folder. */
export interface Registries {
  readonly steps: readonly Step[];
  readonly systems: readonly System[];
  /** Names that `expect.anomalies` may hold. */
  readonly anomalies: readonly string[];
}

/** One scenario's view of the registries: its system, and the schema of its file. */
export interface Vocabulary extends Registries {
  readonly system: System;
  readonly schema: ScenarioSchema;
}

// Each variant is planned anew; making the schema takes longer than checking with it.
const schemas = new WeakMap<System, ScenarioSchema>();

/** The system whose name is a key under `cluster:`, or nearly one, so that its own words are suggested; else the first. */
export function vocabularyFor(tree: Tree, registries: Registries): Vocabulary {
  const cluster = childOf(tree, 'cluster');
  const [first] = registries.systems;
  const names = registries.systems.map(({ name }) => name);
  const keys = cluster?.kind === 'map' ? [...cluster.entries.keys()] : [];
  const meant = names.find((name) => keys.includes(name)) ?? firstOf(keys, (key) => nearest(key, names));
  const system = registries.systems.find(({ name }) => name === meant) ?? first;
  if (!system) throw new TypeError('no system is registered');
  const schema = schemas.get(system) ?? scenarioSchema(system.clusterSchema, z.unknown());
  schemas.set(system, schema);
  return { ...registries, system, schema };
}

function firstOf(keys: readonly string[], look: (key: string) => string | undefined): string | undefined {
  for (const key of keys) {
    const found = look(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The registered step; undefined when there is none with this name. */
export function stepNamed(name: string | undefined, { steps }: Registries): Step | undefined {
  return steps.find((step) => step.name === name);
}
