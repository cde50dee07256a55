import type { Diagnosis } from '../lib/diagnosis.ts';

/** Something that a runtime can do on this host, or cannot: with the reason and what would help. */
export interface Power {
  readonly name: PowerName;
  readonly there: boolean;
  /** Why it is there or not: "mounting a disk per node needs root (you are uid 1000)". */
  readonly why: string;
  /** What to do to get it, when it is missing. */
  readonly help?: string;
}

export type PowerName = 'processes' | 'power-loss' | 'lying-fsync' | 'partition';

/** A port by its purpose, as a machine and its peers see it. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** The three faces of one port: where a process binds, where this host reaches it, where other machines reach it. */
export interface Address {
  readonly bind: Endpoint;
  readonly fromHost: Endpoint;
  readonly fromPeers: Endpoint;
}

/** Where a machine stands in the network of its run: what a packet filter inside it goes by. */
export interface NetworkPlace {
  /** The IPv4 address that its peers know it by. */
  readonly address: string;
  /** The IPv4 address that it sees the clients on this host come from. */
  readonly clients: string;
}

/** Files that a system needs on its machines (jars, a class-data archive), identified by their content. */
export interface Software {
  /** Names the content, so that a changed list is another id: `kafka-3.4.0-1a2b3c4d5e6f`. */
  readonly id: string;
  /** For people: `Kafka 3.4.0`. */
  readonly title: string;
  /** Brings the files to this host (once) and answers with their folder. */
  resolve(options: {
    readonly signal: AbortSignal;
    readonly onProgress: (text: string) => void;
    /** This host as a machine, with two ports: for what can only be made where it is used. */
    readonly hostMachine?: () => Promise<Machine>;
    /** A machine with Java and Maven, for hosts that have none; made when asked for. */
    readonly mavenMachine?: () => Promise<Machine>;
  }): Promise<string>;
  /**
   * Makes what later starts are faster with (a class-data archive), on a machine that has the files in `folder`, beside
   * them. For runtimes that keep machines' files as an image; starts work without it.
   */
  train?(options: {
    readonly machine: Machine;
    readonly folder: string;
    readonly signal: AbortSignal;
  }): Promise<void>;
}

export interface MachineSpec {
  /** The node's name, also its host name where machines have one. */
  readonly name: string;
  /** Ports by purpose: `clients`, `peers`. */
  readonly ports: readonly string[];
  readonly memoryMb: number;
  /** Absolute path on this host for the output of the machine's processes. */
  readonly outputFolder: string;
  readonly powers: readonly PowerName[];
}

export interface Command {
  /** Program and arguments; never a shell string. */
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** File name, within the machine's output folder on this host, that gets stdout and stderr. */
  readonly output: string;
}

/** How a process ended: an exit code, or the signal that ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export type ProcessState = 'running' | 'stopped' | 'gone';

/** A process on a machine. It ends with the machine at the latest. */
export interface Process {
  /** The id on its machine. */
  readonly pid: number;
  /** Absolute path on this host of the file with stdout and stderr of this start. */
  readonly outputFile: string;
  readonly exited: Promise<Exit>;
  /** To the process and all its descendants. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** `stopped` after SIGSTOP (state T in /proc), `gone` once it is no longer there or a zombie. */
  state(): Promise<ProcessState>;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FileEntry {
  /** Relative to the listed folder, with `/` between parts. */
  readonly path: string;
  readonly bytes: number;
  readonly isFolder: boolean;
}

/**
 * A place where commands run and files live: this host, or a container. Everything physical is written once on top of it.
 * Paths are absolute, as the machine's processes see them; a node's own files are below `folder`.
 */
export interface Machine extends AsyncDisposable {
  readonly name: string;
  readonly folder: string;
  spawn(command: Command): Promise<Process>;
  exec(
    argv: readonly string[],
    options?: { readonly input?: string; readonly signal?: AbortSignal },
  ): Promise<ExecResult>;
  /** The file's bytes from `start`, in pieces; fails when there is no such file. */
  read(path: string, start?: number): AsyncIterable<Uint8Array>;
  /** Creates missing folders on the way. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  stat(path: string): Promise<{ readonly bytes: number; readonly isFolder: boolean } | null>;
  /** Puts bytes in the place of those that are there; the file must exist and stays as long as it is. */
  overwrite(path: string, start: number, content: Uint8Array): Promise<void>;
  truncate(path: string, bytes: number): Promise<void>;
  /** All files and folders below, at any depth, in name order; empty when there is no such folder. */
  list(folder: string): Promise<readonly FileEntry[]>;
  /** A file, or a folder with all in it; it may be missing. */
  remove(path: string): Promise<void>;
  /** Ask again after each start: a restarted container has other published ports. */
  address(port: string): Address;
  /** Where it can be cut off; left out by a machine that was made without the power `partition`. */
  networkPlace?(): NetworkPlace;
  /** Hard stop and start of the whole machine: its processes die, its files stay. No power loss. */
  restart(): Promise<void>;
}

export interface RuntimeContext {
  readonly runId: string;
  /** A folder of this run on this host for whatever must not outlive it. */
  readonly tempFolder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
  /** PEM file with certificate authorities that the user's network adds; NODE_EXTRA_CA_CERTS when left out. */
  readonly caFile?: string;
}

/** Makes machines. One instance serves one run; disposing it removes what the machines shared (a network, locks). */
export interface Runtime extends AsyncDisposable {
  readonly name: string;
  /** Where it runs, for the report: `local processes`, `Docker 24.0.5`. */
  readonly title: string;
  /**
   * Aborted, with the reason, once a machine has ended that the run did not end itself: a container that somebody
   * removed, a daemon that died. Left out by runtimes whose machines last as long as this host.
   */
  readonly lost?: AbortSignal;
  /** Makes the software available and answers with the folder where its machines find it. */
  provide(software: Software): Promise<string>;
  machine(spec: MachineSpec): Promise<Machine>;
  /** Instead of disposing, for `--keep`: the machines stay up, and nothing of them keeps the tool from ending. */
  leave?(): void;
}

/** Something of a run that is still there: a process, a folder, a container. Its mark is the run's id alone. */
export interface Leftover {
  readonly runId: string;
  readonly what: string;
}

/** A kind of runtime: what it can do here, and how to open it for a run. */
export interface RuntimeKind {
  readonly name: string;
  /** All that carries the id of some run, living runs included. */
  leftovers(): Promise<readonly Leftover[]>;
  /** Removes what belongs to these runs and nothing else. */
  removeLeftovers(runIds: readonly string[]): Promise<void>;
  powers(): Promise<readonly Power[]>;
  /** What this host has for it, for `doctor`; more than the powers where it takes more than a look. */
  examine(software: Software): Promise<readonly Diagnosis[]>;
  open(context: RuntimeContext): Promise<Runtime>;
}
