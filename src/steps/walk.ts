/** What the walk knows of a node: `maybe` when a role may or may not have meant it. */
export type WalkState = 'running' | 'stopped' | 'paused' | 'maybe';

/** A plan walked without running it: who would run now, which names are bound. Steps ask it and move it on. */
export interface Walk {
  /** The system on the nodes: what only another one has is a problem. */
  readonly system: string;
  /** Whether the format of its log's files is read, so that faults can be aimed at records. */
  readonly readsSegments: boolean;
  readonly nodeNames: readonly string[];
  /** What scenarios may say instead of a node's name: `leader`, `followers`, `brokers`, … */
  readonly roles: readonly string[];
  /** Nodes that hold data: a partition can lie on them. */
  readonly holders: readonly string[];
  /** Nodes with a disk of their own: all that keep data, or none. */
  readonly disks: readonly string[];
  /** Node name, role or bound name -> the nodes it can mean, and whether it surely means all of them. Tells a problem when it means none. */
  resolve(targets: readonly string[], path?: readonly (string | number)[]): WalkTargets;
  stateOf(node: string): WalkState;
  /** Sets all of them when the targets are sure, else makes those that differ `maybe`. */
  set(targets: WalkTargets, state: WalkState): void;
  bind(name: string, candidates: readonly string[]): void;
  /** Whether something that lasts may have been done to the node: else there is nothing to heal. */
  mayBeHurt(node: string): boolean;
  /** How many disks of its own a node has: none, or one for each log directory. */
  diskCount(node: string): number;
  /** Loads that run now. */
  readonly loads: Set<string>;
  /** What a step that can't be read may have started: nothing is said against stopping it. */
  readonly maybeLoads: ReadonlySet<string>;
  readonly topics: readonly string[];
  readonly partitions: readonly string[];
  /** How long the whole run may take. */
  readonly budgetMs: number;
  /** A problem at the step, or at `path` within its arguments. */
  problem(message: string, path?: readonly (string | number)[]): void;
}

export interface WalkTargets {
  /** The nodes that the targets can mean. */
  readonly nodes: readonly string[];
  /** True when every one of them is meant; false for a role such as `leader` that means one of them. */
  readonly sure: boolean;
}
