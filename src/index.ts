import { judgeStored } from './commands/check.ts';
import { Interrupted } from './errors.ts';
import type { Plan } from './plan.ts';
import type { RunResult } from './reports/report.ts';
import { run as runPlan } from './run.ts';
import { loadScenario, planScenario } from './scenario/index.ts';

/** What a plan may change of its scenario, as the flags of `run` do. */
export interface PlanChanges {
  readonly variant?: string;
  /** The user's own configuration files, laid over each other in this order. */
  readonly config?: readonly string[];
  /** Lets settings through that this version of Kafka does not know. */
  readonly allowUnknown?: boolean;
  readonly kafka?: string;
  readonly kafkaHome?: string;
  /** Each `PATH=VALUE`. */
  readonly set?: readonly string[];
  /** `local` or `docker`; what fits this machine when left out. */
  readonly runtime?: string;
  readonly budgetMs?: number;
}

/** How a run goes on, beside its plan. */
export interface RunSettings {
  /** Gets the run's folder; `runs` when left out. */
  readonly out?: string;
  /** Stops the run early; all that it made is removed first. */
  readonly signal?: AbortSignal;
  /** Hears of jars that arrive and images that are built. */
  readonly onProgress?: (text: string) => void;
}

/** An acknowledged record that is gone, and what the evidence shows of how. */
export interface Loss {
  readonly partition: string;
  readonly offset: number | null;
  readonly key: string | null;
  readonly value: string;
  readonly story: readonly string[];
}

/** What a run proved. All else is in the files of its folder. */
export interface Outcome {
  /** `inconclusive` is no pass: the run proves nothing. */
  readonly verdict: 'as-expected' | 'not-as-expected' | 'inconclusive';
  /** What the command would exit with. */
  readonly exit: number;
  readonly acked: number;
  readonly lost: readonly Loss[];
  /** Why it is not as expected, or why it proves nothing. */
  readonly reasons: readonly string[];
  /** Null for a history outside of a run's folder. */
  readonly folder: string | null;
}

/** The plan of a scenario: a file, or a name of the library. Throws with all mistakes at once; starts nothing. */
export function plan(scenario: string, changes: PlanChanges = {}): Plan {
  return planScenario(loadScenario(scenario), { runtime: 'auto', ...changes });
}

/** Runs a plan on a real cluster. What was started is stopped and removed when this settles, also when it throws. */
export async function run(planned: Plan, settings: RunSettings = {}): Promise<Outcome> {
  const { out = 'runs', signal, onProgress = () => undefined } = settings;
  const stop = new AbortController();
  const onAbort = () => stop.abort(new Interrupted());
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return outcomeOf(await runPlan(planned, { out, signal: stop.signal, onProgress }));
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Judges a stored run again, with no cluster: a run's folder, or its history.jsonl. */
export async function check(path: string): Promise<Outcome> {
  return outcomeOf(await judgeStored(path));
}

function outcomeOf({ judged, folder }: RunResult): Outcome {
  const { verdict, exit, accounting, lost, reasons } = judged;
  const losses = lost.map(({ partition, offset, key, value, story }) => {
    return { partition, offset, key, value, story: story.map(({ text }) => text) };
  });
  return { verdict, exit, acked: accounting.acked, lost: losses, reasons, folder };
}

export type { Plan } from './plan.ts';
