/** A topic as it will be created. `assignment[p]` lists the brokers of partition p, the preferred leader first. */
export interface PlannedTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly config: Readonly<Record<string, string>>;
  readonly assignment: readonly (readonly string[])[];
}

/** A node of the cluster; its role is one of the system's (`broker`, `zookeeper`, `controller`). */
export interface PlannedNode {
  readonly name: string;
  readonly role: string;
  /** Gets a disk of its own where the plan has disks; left out, it does when it keeps replicas. */
  readonly hasDisk?: boolean;
}

/** A step with its arguments as the step's own schema resolved them (durations in ms, nodes as lists). */
export interface PlannedStep {
  readonly name: string;
  readonly args: unknown;
  /** The step as written, for the dry run and the reports: `kill: broker-1`. */
  readonly text: string;
}

/** The filesystem that each node gets of its own; null means a plain directory. */
export interface PlannedDisk {
  readonly filesystem: 'ext4' | 'xfs';
  readonly bytes: number;
}

/** What the author expects. A member that is null (or an empty list) is not judged. */
export interface Expectation {
  /** `none`: no lost record and no failing anomaly; `some`: at least one lost record; null: not judged. */
  readonly loss: 'none' | 'some' | null;
  /** The exact number of `final-read-lost` records. */
  readonly lost: number | null;
  /** Each of these must be present. */
  readonly anomalies: readonly string[] | null;
  /** These nodes are expected not to come up. */
  readonly down: readonly string[];
  readonly unavailable: boolean | null;
}

/** What will run: no gaps, times in ms. Plain data: it is stored before the first step, and repeats run from it. */
export interface Plan {
  readonly name: string;
  readonly title: string;
  readonly source: string | null;
  readonly about: string | null;
  readonly variant: string | null;
  /** The scenario file, as the user named it; null when it came from elsewhere. */
  readonly file: string | null;
  readonly budgetMs: number;
  readonly runtime: string;
  /** The system's name (`kafka`); `cluster` is in the shape that this system's schema gives. */
  readonly system: string;
  readonly cluster: Readonly<Record<string, unknown>>;
  readonly autostart: boolean;
  readonly disk: PlannedDisk | null;
  readonly nodes: readonly PlannedNode[];
  readonly topics: readonly PlannedTopic[];
  readonly steps: readonly PlannedStep[];
  readonly expect: Expectation;
  /** The patches that made this plan, in words: `--set expect=no-loss`, `variant control`. */
  readonly patches: readonly string[];
  /** Settings without effect and the like, found before the run. */
  readonly warnings: readonly string[];
}

/** A partition's name everywhere: `topic1-0`. */
export function partitionName(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}

/** Topic and number of `my-topic-3`; undefined when it is no partition's name. */
export function parsePartition(
  name: string,
): { readonly topic: string; readonly partition: number } | undefined {
  const match = /^(.+)-(\d+)$/.exec(name);
  return match ? { topic: match[1] as string, partition: Number(match[2]) } : undefined;
}
