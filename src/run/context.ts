import type { Cluster, Node } from '../cluster/cluster.ts';
import { Inconclusive, UserError } from '../errors.ts';
import type { TimedRecord } from '../history/recorder.ts';
import { systemClock } from '../lib/clock.ts';
import { type Plan, partitionIn } from '../plan.ts';
import { Healings } from '../steps/healings.ts';
import type { FaultProof, StepContext } from '../steps/step.ts';
import type { Ledger } from './ledger.ts';
import { selectNodes } from './select.ts';

export interface ContextOptions extends TimedRecord {
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly ledger: Ledger;
  readonly signal: AbortSignal;
  readonly onSeen: (seen: unknown) => void;
}

/** Makes the contexts of a run's steps: what they share (rounds, bound names, loads) lives here. */
export function openContexts(
  options: ContextOptions,
): (step: number | null, signal?: AbortSignal) => StepContext {
  const { plan, cluster, ledger, now, record, onSeen } = options;
  const bound = new Map<string, Node>();
  const loads: StepContext['loads'] = new Map();
  const healings = new Healings();
  const nextRound = counterFrom(1);
  const nextProcess = counterFrom(0);
  const partition = (named?: string) => named ?? firstPartition(plan);
  return (step, signal = options.signal) => ({
    plan,
    cluster,
    step,
    signal,
    clock: systemClock,
    now,
    record,
    prove: (fault, proof) => prove(options, step, fault, proof),
    onSeen,
    select: (targets, named) => selectNodes(targets, { cluster, bound, partition: partition(named), signal }),
    bind: (name, node) => void bound.set(name, node),
    partition,
    nextRound,
    nextProcess,
    loads,
    healings,
    lastAckAt: ledger.lastAckAt,
    acked: ledger.acked,
  });
}

function counterFrom(first: number): () => number {
  let next = first;
  return () => next++;
}

function firstPartition(plan: Plan): string {
  const topic = plan.topics[0];
  if (!topic) throw new UserError('the scenario has no topic');
  return partitionIn(topic, 0);
}

function prove({ record, now }: TimedRecord, step: number | null, fault: string, shown: FaultProof): void {
  const { node, happened, why } = shown;
  const proof = { ...shown.proof, ...(why === undefined ? {} : { why }) };
  record({ type: 'fault', time: now(), step, node, fault, happened, proof });
  if (happened) return;
  throw new Inconclusive(`${fault} ${node}: ${why ?? 'it did not happen'}, so the run proves nothing`);
}
