import type { z } from 'zod';
import type { Cluster, Node } from '../cluster/cluster.ts';
import type { EventOf, HistoryEvent } from '../history/event.ts';
import type { Clock } from '../lib/clock.ts';
import type { PowerName } from '../machines/machine.ts';
import type { Plan } from '../plan.ts';
import type { ClientExit } from '../systems/system.ts';
import type { Healings } from './healings.ts';
import type { Walk } from './walk.ts';

export type StepKind = 'fault' | 'action' | 'workload' | 'wait' | 'probe';

/** What a fault did: recorded as a `fault` event. `happened: false` ends the steps as inconclusive. */
export interface FaultProof {
  readonly node: string;
  readonly happened: boolean;
  readonly proof: Readonly<Record<string, unknown>>;
  /** What it did, in words for the live line: `750 → 740 B`. */
  readonly text?: string;
  /** When it did not happen, what was seen instead, in words for the verdict: `0 B removed`. */
  readonly why?: string;
}

/** A record whose acknowledgement told its offset: the oracle that every replica's log is held against. */
export interface AckedRecord {
  readonly offset: number;
  readonly value: string;
}

/** A workload in the background, ended by `stop-load` or by its healing. */
export interface Load {
  readonly name: string;
  /** Those of its clients that are processes of their own and live now. */
  readonly clients?: () => readonly LoadClient[];
  /** How many records its consumers were handed so far; left out by what reads none. */
  readonly read?: () => number;
  /** Stops, waits for what is in flight, and tells what was done. */
  stop(): Promise<LoadResult>;
}

/** A client of a background workload, in a process of its own. */
export interface LoadClient {
  /** `payments`, or `payments-2` of several. */
  readonly name: string;
  /** SIGKILL, and its end as the history needs it. */
  kill(): Promise<ClientExit>;
}

/** What a background workload did. One that did nothing proves nothing. */
export interface LoadResult {
  readonly didWork: boolean;
  /** In words: `995 acknowledged of 1000 sent`. */
  readonly text: string;
}

/** What a running step may use: the narrowest things that serve. */
export interface StepContext {
  readonly plan: Plan;
  readonly cluster: Cluster;
  /** Index of the step in the plan; null in the standard phases. */
  readonly step: number | null;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Ms since the run began, as the history tells time. */
  readonly now: () => number;
  readonly record: (event: HistoryEvent) => void;
  /** A fault's evidence. Throws Inconclusive when it did not happen. */
  readonly prove: (fault: string, proof: FaultProof) => void;
  /** Hears what a wait sees now, for the live line; not recorded. */
  readonly onSeen: (seen: unknown) => void;
  /** Nodes for a name, a list of names, a role, or a name bound by `pick`, resolved now. */
  readonly select: (targets: readonly string[], partition?: string) => Promise<readonly Node[]>;
  readonly bind: (name: string, node: Node) => void;
  /** The first topic's partition 0, unless the step names another one. */
  readonly partition: (named?: string) => string;
  /** A new round of unique values, from 1. */
  readonly nextRound: () => number;
  /** A new process number for the history. */
  readonly nextProcess: () => number;
  readonly loads: Map<string, Load>;
  /** Where a fault tells how it is undone, before it begins. */
  readonly healings: Healings;
  /** Time of the last acknowledgement, ms since the run began; null before the first. */
  readonly lastAckAt: () => number | null;
  /** The partition's acknowledged records so far, in the order of their acknowledgements. */
  readonly acked: (partition: string) => readonly AckedRecord[];
}

/** One step of a scenario. One file, its test, and a line in the registry make a new one. */
export interface Step<Args = unknown> {
  /** Its name in YAML, and its file's name. */
  readonly name: string;
  readonly kind: StepKind;
  /** The only system that has it; left out by what works with every replicated log. */
  readonly system?: string;
  /** One line for `list steps` and the docs. */
  readonly summary: string;
  /** Short forms included; its output is what `run` gets. */
  readonly schema: z.ZodType<Args, unknown>;
  readonly needs?: readonly PowerName[];
  /** What only these arguments need besides. */
  needsFor?(args: Args): readonly PowerName[];
  /** What it does lasts until `heal` undoes it, or the end of the run. */
  readonly lasts?: true;
  /** An example in YAML, for `list` and the docs. */
  readonly example: string;
  /** What must hold when the plan is walked without running it; also moves the walk on (who runs now, which names are bound). */
  rules(args: Args, walk: Walk): void;
  /** What a control run does in its place, null for nothing; left out by steps that a control does as well. */
  control?(args: Args): { readonly name: string; readonly args: unknown } | null;
  /** Where a control leaves the step out: what the cluster is waited for to show, until `heal`, would come of it alone. */
  readonly isAwaited?: true;
  /** The step in words, for the live line: `kill broker-1`. */
  describe(args: Args): string;
  /** Answers with the result in words, for the live line: `750 → 740 B`. */
  run(args: Args, context: StepContext): Promise<string>;
}

/** A wait of the `wait` step: `wait: { isr: [broker-2, broker-3] }`. */
export interface Wait<Args = unknown> {
  readonly name: string;
  /** The only system that has it, likewise. */
  readonly system?: string;
  readonly summary: string;
  readonly schema: z.ZodType<Args, unknown>;
  readonly example: string;
  rules(args: Args, walk: Walk): void;
  describe(args: Args): string;
  run(args: Args, context: StepContext, budgetMs: number): Promise<string>;
}

/** Keeps a step's argument types while the registry forgets them. */
export function defineStep<Args>(step: Step<Args>): Step<Args> {
  return step;
}

/** Likewise for a wait. */
export function defineWait<Args>(wait: Wait<Args>): Wait<Args> {
  return wait;
}

export type { EventOf };

/** What a fault on one node has to show. It must say why it did not happen, or null: nothing counts as done by default. */
export interface Shown {
  readonly proof: FaultProof['proof'];
  readonly why: string | null;
  /** What it did, in words for the live line. */
  readonly text?: string;
}

/** The proof of a node by what it shows. */
export function shownBy(node: string, { why, ...shown }: Shown): FaultProof {
  return { node, ...shown, ...(why === null ? { happened: true } : { happened: false, why }) };
}

/** Records every proof before the first one that shows nothing ends the steps. */
export function proveAll(
  context: Pick<StepContext, 'prove'>,
  fault: string,
  proofs: readonly FaultProof[],
): void {
  const inOrder = [...proofs].sort((a, b) => Number(b.happened) - Number(a.happened));
  for (const proof of inOrder) context.prove(fault, proof);
}
