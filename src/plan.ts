import type { SystemWords } from './lib/system-words.ts';

/** A topic as it will be created. `assignment[p]` lists the brokers of partition p, the preferred leader first. */
export interface PlannedTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly config: Readonly<Record<string, string>>;
  readonly assignment: readonly (readonly string[])[];
  /** What the system may remove from it by itself, as it is configured. Left out: nothing. */
  readonly cleanup?: TopicCleanup;
  /** It is not divided into partitions, and its name is the log's. */
  readonly isWhole?: boolean | undefined;
  /** Each record is on some of the replicas, and on which differs from record to record; whoever reads asks all of them. */
  readonly isSpread?: boolean | undefined;
}

/** What a system may remove from a topic although it was acknowledged. */
export interface TopicCleanup {
  /** All but the newest record of each key. */
  readonly compacts: boolean;
  /** Its oldest records, by age or by size. */
  readonly expires: boolean;
  /** How long a tombstone is kept where it compacts, in ms; null when that is not known. */
  readonly tombstonesKeptMs: number | null;
}

/** A node of the cluster; its role is one of the system's (`broker`, `zookeeper`, `controller`). */
export interface PlannedNode {
  readonly name: string;
  readonly role: string;
  /** Whether it keeps replicas and serves clients. The system says so, and nobody else concludes it from a role or a name. */
  readonly holdsData: boolean;
  /** Gets a disk of its own where the plan has disks; left out, it does when it holds data. */
  readonly hasDisk?: boolean;
  /** How many disks of its own it gets where the plan has disks: one when left out. */
  readonly disks?: number;
}

// Roles that mean the same nodes all through a run, so that the plan alone tells whom; besides these, all of a kind (`brokers`).
const standing = new Map<string, (node: PlannedNode) => boolean>([
  ['all', () => true],
  ['metadata', ({ holdsData }) => !holdsData],
]);

/** The nodes that a role means as long as the run lasts; undefined for one that follows the partition. */
export function standingNodes(
  nodes: readonly PlannedNode[],
  role: string,
): readonly PlannedNode[] | undefined {
  const isMeant = standing.get(role);
  if (isMeant) return nodes.filter(isMeant);
  const alike = nodes.filter((node) => `${node.role}s` === role);
  return alike.length > 0 ? alike : undefined;
}

/** Whether a node gets a disk of its own where the plan has disks. */
export function hasDisk({ hasDisk: isGiven, holdsData }: PlannedNode): boolean {
  return isGiven ?? holdsData;
}

/** How many nodes hold data: `3 brokers`. */
export function holdersText(nodes: readonly PlannedNode[]): string {
  const holders = nodes.filter(({ holdsData }) => holdsData);
  return `${holders.length} ${holders[0]?.role ?? 'broker'}${holders.length === 1 ? '' : 's'}`;
}

/** A setting that nodes get, and where it comes from: a file and line, a flag, `fsync-lab`, `Kafka's default`. */
export interface PlannedSetting {
  /** The node or topic; null when it is every broker's. */
  readonly of: string | null;
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** A setting of the user's own file that is left out: its value goes no further. */
export interface LeftOutSetting {
  readonly key: string;
  /** Where it stands, as the user named the file: `server.properties:12`. */
  readonly place: string;
  /** Why, in the words of a group: `security`. */
  readonly group: string;
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

/** How an acknowledged record may rightly go: a newer one of its key, its age or the log's size, a client's own request. */
export const removals = ['superseded', 'expired', 'deleted'] as const;

export type Removal = (typeof removals)[number];

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
  /** How many acknowledged records must have gone in each of these ways: exactly so many, or `some`. Left out: not judged. */
  readonly removed?: Readonly<Partial<Record<Removal, number | 'some'>>>;
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
  /** How reports name things; left out by histories of version 0.1, which are all of one system. */
  readonly words?: SystemWords | undefined;
  /** A majority of the replicas is what a record's acknowledgement and a final read rest on, and not all of them. */
  readonly needsMajority?: boolean | undefined;
  readonly cluster: Readonly<Record<string, unknown>>;
  readonly autostart: boolean;
  readonly disk: PlannedDisk | null;
  readonly nodes: readonly PlannedNode[];
  readonly topics: readonly PlannedTopic[];
  readonly steps: readonly PlannedStep[];
  readonly expect: Expectation;
  /** The patches that made this plan, in words: `--set expect=no-loss`, `variant control`. */
  readonly patches: readonly string[];
  /** Every setting with its origin; a plan that was stored before there were origins has none. */
  readonly settings?: readonly PlannedSetting[];
  /** What of the user's own files is left out. */
  readonly leftOut?: readonly LeftOutSetting[];
  /** Settings without effect and the like, found before the run. */
  readonly warnings: readonly string[];
}

/** The patch that makes a plan the control of another one. */
export const controlPatch = '--control';

/** Whether the plan is a control: what hurts data, or cuts the network, is left out of it. */
export function isControl({ patches }: Pick<Plan, 'patches'>): boolean {
  return patches.includes(controlPatch);
}

/** The plan as people call it: `kill-all`, `key9-loss control`. */
export function planName({ name, variant }: Pick<Plan, 'name' | 'variant'>): string {
  return variant === null ? name : `${name} ${variant}`;
}

/** A partition's name everywhere: `topic1-0`. */
export function partitionName(topic: string, partition: number): string {
  return `${topic}-${partition}`;
}

/** The name of a topic's partition: `topic1-0`, or the topic's own where it has only the whole. */
export function partitionIn(
  { name, isWhole = false }: Pick<PlannedTopic, 'name' | 'isWhole'>,
  number: number,
): string {
  return isWhole ? name : partitionName(name, number);
}

/** The names of all partitions, in the order of the topics. */
export function partitionsOf(topics: readonly PlannedTopic[]): readonly string[] {
  return topics.flatMap((topic) =>
    Array.from({ length: topic.partitions }, (_, number) => partitionIn(topic, number)),
  );
}

/** Topic and number of `my-topic-3`; undefined when it is no partition's name. */
export function parsePartition(
  name: string,
): { readonly topic: string; readonly partition: number } | undefined {
  const match = /^(.+)-(\d+)$/.exec(name);
  return match ? { topic: match[1] as string, partition: Number(match[2]) } : undefined;
}
