import type { Plan } from '../plan.ts';
import type { Client, LookOptions, PartitionState, Registered, System } from '../systems/system.ts';
import type { Cuts } from './cuts.ts';
import type { Node, StartOptions } from './node.ts';

/** All nodes of a run, and what the cluster tells about itself. */
export interface Cluster extends AsyncDisposable {
  readonly plan: Plan;
  readonly system: System;
  /** In plan order. */
  readonly nodes: readonly Node[];
  /** What of the network between the nodes, and between them and the clients, is cut now. */
  readonly cuts: Cuts;
  /** The nodes that run, hold data and can be asked; those that are cut off from others last. */
  askable(): readonly string[];
  /** Throws UserError when there is no such node. */
  node(name: string): Node;
  /** Starts nodes that keep the metadata first, then the others side by side. */
  start(nodes: readonly Node[], options: StartOptions): Promise<void>;
  /** A fresh client over the nodes that can be asked now. Inconclusive when there is none. */
  client(signal: AbortSignal): Promise<Client>;
  /** What a live node answers now; empty when none answers. */
  partitions(signal: AbortSignal, options?: LookOptions): Promise<readonly PartitionState[]>;
  registered(): Promise<Registered>;
  /** The nodes that the partition is assigned to, preferred leader first. */
  replicas(partition: string): readonly Node[];
  /** From now on it is these, as the cluster itself has told. */
  reassigned(partition: string, nodes: readonly Node[]): void;
}

/** Those that keep only metadata, then those that hold data and need them: everybody starts them in this order. */
export function metadataFirst(
  nodes: readonly Node[],
): readonly [keepers: readonly Node[], holders: readonly Node[]] {
  return [nodes.filter(({ spec }) => !spec.holdsData), nodes.filter(({ spec }) => spec.holdsData)];
}

export { Cuts, type CutWays, clients, type Way } from './cuts.ts';
export type {
  CanarySight,
  Disk,
  FsyncMode,
  FsyncSight,
  JournalFate,
  Node,
  StartOptions,
} from './node.ts';
