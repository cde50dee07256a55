import { resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { didYouMean } from '../lib/suggest.ts';
import type { Plan, PlannedStep } from '../plan.ts';
import {
  libraryScenarios,
  loadScenario,
  type PlanOptions,
  planScenario,
  ScenarioProblems,
  stepNamed,
  threatOf,
  type WrittenScenario,
} from '../scenario/index.ts';

/** A scenario that asks what a configuration survives. */
export interface Threat {
  readonly name: string;
  /** What happens, as the table says it. */
  readonly text: string;
  /** How many replicas it needs; undefined when any number serves. */
  readonly replicas: number | undefined;
  readonly written: WrittenScenario;
}

/** How the user's topics are made and written. */
export interface TopicUse {
  readonly replicas: number;
  /** -1 for all. */
  readonly acks: number;
  /** Each `KEY=VALUE` of the topic, or a file with its settings. */
  readonly topicConfig: readonly string[];
}

/** The threats of the library: what happens every day first, what takes most last. */
function libraryThreats(): readonly Threat[] {
  const threats = libraryScenarios().flatMap(({ name }) => asThreat(loadScenario(name)) ?? []);
  return threats.toSorted((a, b) => rankOf(a) - rankOf(b));
}

// A loss of power is the rarest and hits hardest, a restart in order is every week's.
const ranks = [
  'rolling',
  'leadership',
  'producer',
  'kill',
  'paused',
  'disk',
  'power-one',
  'power-zone',
  'power-two',
  'power',
];

function rankOf({ name }: Threat): number {
  const rank = ranks.findIndex((word) => name.includes(word));
  return rank === -1 ? ranks.length : rank;
}

/** Those that the user picks: names of the library, or own files with a `threat:`. */
export function pickThreats(picked: readonly string[]): readonly Threat[] {
  const known = libraryThreats();
  if (picked.length === 0) return known;
  return picked.map((name) => known.find((threat) => threat.name === name) ?? ownThreat(name, known));
}

function ownThreat(name: string, known: readonly Threat[]): Threat {
  const names = known.map((threat) => threat.name);
  if (!/[/\\]|\.ya?ml$/.test(name)) {
    throw new UserError(`no threat is called '${name}'${didYouMean(name, names)}`, {
      hint: `There are ${names.join(', ')}; or give a scenario file with a \`threat:\`.`,
    });
  }
  const threat = asThreat(loadScenario(resolve(name)));
  if (threat) return threat;
  throw new UserError(`${name} is no threat: it has no \`threat:\``, {
    hint: 'Add `threat: what happens, in a few words` and leave out `expect`.',
  });
}

function asThreat(written: WrittenScenario): Threat | undefined {
  const threat = threatOf(written);
  return threat && { name: written.name, ...threat, written };
}

/** The plan of a threat against this configuration, or why the threat does not fit it. */
export function planThreat(
  { written, name, replicas: needed }: Threat,
  options: PlanOptions,
  use: TopicUse,
): Plan | { readonly unfit: string } {
  if (needed !== undefined && needed > use.replicas) {
    return { unfit: `it needs a topic of ${needed} replicas, and yours has ${use.replicas}` };
  }
  const set = [`topic.replicas=${use.replicas}`, ...(options.set ?? [])];
  try {
    return withAcks(
      { ...planScenario(written, { ...options, topicConfig: use.topicConfig, set }), expect: noLoss },
      use.acks,
    );
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error;
    const isOfFlags = error.problems.every(({ place }) => !Number.isFinite(place.line));
    throw isOfFlags ? error : new ScenarioProblems(error.problems, `The threat is ${name}.`);
  }
}

const noLoss: Plan['expect'] = { loss: 'none', lost: null, anomalies: null, down: [], unavailable: null };

function withAcks(plan: Plan, acks: number): Plan {
  const patched = plan.steps.map((planned): PlannedStep => {
    const step = stepNamed(planned.name);
    if (step?.kind !== 'workload' || !hasAcks(planned.args)) return planned;
    return { ...planned, args: { ...planned.args, acks } };
  });
  return { ...plan, steps: patched };
}

function hasAcks(args: unknown): args is { readonly acks: number } {
  return typeof args === 'object' && args !== null && 'acks' in args;
}
