import type { z } from 'zod';
import type { Diagnosis } from '../lib/diagnosis.ts';
import type { SystemWords } from '../lib/system-words.ts';
import type { Address, Machine, Software } from '../machines/machine.ts';
import type { Plan, PlannedNode, PlannedSetting, PlannedTopic, TopicCleanup } from '../plan.ts';
import type { Client, Registered } from './client.ts';
import type { NotRead, ReplicaFiles, ReplicaLog, SegmentContent, SegmentEnd } from './log-content.ts';
import type { FittingCluster, OwnConfig, TopicFile } from './own-config.ts';
import type { Role } from './roles.ts';

/** A patch or value that will not do, told by its path within `cluster:`. */
export interface ClusterProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Where a node's process will run, and how it finds the others. Addresses are asked anew at each start. */
export interface NodePlace {
  readonly machine: Machine;
  /** Folder of each software, as this machine sees it, by `Software.id`. */
  readonly softwareFolder: (id: string) => string;
  readonly address: (node: string, port: string) => Address;
}

/** What to spawn for a node. */
export interface Launch {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A look at a starting node: ready, or what it shows instead. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly seen: string };

/** What a system knows about one of its nodes: its ports, how to launch it, how to see that it is ready. */
export interface NodeSpec extends PlannedNode {
  readonly ports: readonly string[];
  readonly memoryMb: number;
  /** Once, before the first start: format a storage folder, say. */
  prepare?(place: NodePlace): Promise<void>;
  /** Writes the configuration (addresses may have changed) and tells what to spawn. */
  launch(place: NodePlace): Promise<Launch>;
  /** `lines` are this start's output so far. A positive sign is asked for, not an absence. */
  readiness(place: NodePlace, lines: readonly string[]): Promise<Readiness>;
  /** Why an exit before it was ready says nothing about the node, so that it is started once more; else undefined. */
  excusedExit?(lines: readonly string[]): string | undefined;
  /** What this start's output complains of, in its own words; undefined when it complains of nothing. */
  trouble?(lines: readonly string[]): string | undefined;
  /** What was seen to bring a node up again that ended with such words; undefined when nothing is known. */
  remedy?(trouble: string): string | undefined;
}

export type * from './client.ts';
export type {
  NotRead,
  PartitionRead,
  ReplicaFiles,
  ReplicaLog,
  SegmentBatch,
  SegmentContent,
  SegmentEnd,
} from './log-content.ts';
export {
  type ClientExit,
  type Codec,
  type Consumer,
  type ConsumerListener,
  type ConsumerTarget,
  codecs,
  errorOf,
  type Isolation,
  type OutgoingRecord,
  type Producer,
  type ProducerTarget,
  type SendOutcome,
  type Transaction,
  type Transactor,
  type TransactorTarget,
} from './outgoing.ts';
export type * from './own-config.ts';

/** A line of a node's output that matters as evidence. */
export interface ClassifiedLine {
  readonly kind: string;
  readonly partition?: string;
  readonly offset?: number;
  readonly epoch?: number;
}

/** The versions that a system brings by itself, oldest first: for scripts as they are, for people as a table. */
export interface PinnedVersions {
  readonly names: readonly string[];
  readonly facts: readonly object[];
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the nodes run: Kafka; later others. One file plus a line in the registry adds one. */
export interface System {
  /** Also its key under `cluster:` (`kafka: "3.4.0"`). */
  readonly name: string;
  /** How it calls what every replicated log has. */
  readonly words: SystemWords;
  /**
   * An acknowledgement promises that a majority of the replicas has the record, and a majority serves a read: so the final
   * read needs no more, and is made before anybody else is brought back. Left out: every replica in sync has it.
   */
  readonly needsMajority?: boolean;
  /** Steps, and arguments of workloads, that cannot be had with it, and why with what to do instead. */
  readonly lacks?: Readonly<Record<string, string>>;
  /** The logs that a cluster has by itself; with them a scenario names no `topic:`. */
  ownLogs?(
    cluster: Readonly<Record<string, unknown>>,
    nodes: readonly PlannedNode[],
  ): readonly PlannedTopic[];
  /** The whole map under `cluster:`, defaults filled in. */
  readonly clusterSchema: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Roles that scenarios may name, with what they select: `brokers`, `leader`, … */
  readonly roles: Readonly<Record<string, Role>>;
  /** Rules that a schema cannot say (a version that is not pinned, a key that the tool owns). */
  problems(cluster: Readonly<Record<string, unknown>>): readonly ClusterProblem[];
  /** The same for the settings of one topic; the paths are within its `config`. */
  topicProblems?(
    cluster: Readonly<Record<string, unknown>>,
    config: Readonly<Record<string, string>>,
  ): readonly ClusterProblem[];
  /** Reads a user's own configuration file of a node, for this cluster. */
  ownConfig?(bytes: Uint8Array, cluster: Readonly<Record<string, unknown>>): OwnConfig;
  /** Reads a file with the settings of a user's own topic, for this cluster. */
  topicFile?(bytes: Uint8Array, cluster: Readonly<Record<string, unknown>>): TopicFile;
  /** What cluster such files are for. */
  fittingCluster?(files: readonly Uint8Array[], topicFiles: readonly Uint8Array[]): FittingCluster;
  /** Every setting that the nodes get; `originOf` tells where one was written, by its path within `cluster:`. */
  settings?(
    cluster: Readonly<Record<string, unknown>>,
    originOf: (path: readonly string[]) => string,
  ): readonly PlannedSetting[];
  /**
   * Why a cluster may run only where somebody wrote it down: settings that load code, or reach files and machines beyond the
   * run's own. Left out: nobody has looked, and no other machine may ask for it.
   */
  unsafeFromAfar?(cluster: Readonly<Record<string, unknown>>): readonly string[];
  /** Settings that will do nothing, found without starting anything. */
  warnings(plan: Plan): readonly string[];
  /** What it may remove from a topic by itself, for each node as configured; left out by a system that removes nothing. */
  cleanup?(cluster: Readonly<Record<string, unknown>>, topic: PlannedTopic): TopicCleanup;
  plannedNodes(cluster: Readonly<Record<string, unknown>>): readonly PlannedNode[];
  nodes(plan: Plan): readonly NodeSpec[];
  software(plan: Plan): readonly Software[];
  versions(plan: Plan): Readonly<Record<string, string>>;
  /** Of what this host adds to run it, once its software is here: Java. */
  versionsHere?(softwareFolders: ReadonlyMap<string, string>): Readonly<Record<string, string>>;
  /** What this host has for it, for `doctor`. */
  examine(): Promise<readonly Diagnosis[]>;
  /** What a newcomer runs first, and `doctor` looks whether it can. */
  readonly demo: { readonly scenario: string; readonly version: string };
  /** Versions that need no distribution of the user's own, with what each can do. */
  pinned(): Promise<PinnedVersions>;
  /** The software of one of these; a UserError for any other. */
  pinnedSoftware(version: string): Software;
  /** Loads the code that a run needs later, while its first process starts and the tool would only wait. */
  loadAhead?(): Promise<unknown>;
  /** Connects through these nodes (live ones that hold data). */
  client(options: {
    readonly plan: Plan;
    readonly addressOf: (node: string, port: string) => Address;
    readonly liveNodes: readonly string[];
    /** The nodes may tell of the same thing differently, as the network between them is cut: the newest counts. */
    readonly mayDiffer: boolean;
    readonly signal: AbortSignal;
  }): Promise<Client>;
  /** Left out by a system whose nodes are registered nowhere: there is no session to wait for. */
  registered?(options: {
    readonly plan: Plan;
    readonly addressOf: (node: string, port: string) => Address;
    readonly runningNodes: readonly string[];
    /** Output of the node's current or last start. */
    readonly linesOf: (node: string) => readonly string[];
  }): Promise<Registered>;
  /** Left out, with `readSegment`, where the format of its files is not read: faults are aimed at named files then. */
  replicaFiles?(machine: Machine, partition: string): Promise<ReplicaFiles>;
  readReplica(machine: Machine, partition: string): Promise<ReplicaLog | NotRead>;
  /** Content of one file of a stopped node, so that a cut can be aimed and proven; null when no records live in files of that name. */
  readSegment?(machine: Machine, path: string): Promise<SegmentContent | null>;
  /** Makes a cut segment's indexes end where it ends, or go with it (null): an index that knows more than its log would mislead. */
  cutIndexes?(machine: Machine, segment: string, end: SegmentEnd | null): Promise<void>;
  /** Whether the node's files say that it was stopped in an orderly way; left out, or undefined, where no such sign is left. */
  stoppedCleanly?(node: PlannedNode, machine: Machine): Promise<boolean | undefined>;
  classify(line: string): ClassifiedLine | null;
  /** Settings without effect that only a running node's printed configuration shows. */
  outputWarnings(plan: Plan, node: string, lines: readonly string[]): readonly string[];
}
