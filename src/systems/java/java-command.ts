import { type Logging, loggingFlag } from './logging.ts';

/** What a node's heap may take. Small, so that several brokers fit on a laptop. */
export interface Heap {
  readonly initialMb: number;
  readonly maxMb: number;
}

/** Use a class-data archive, or write one when the process ends normally. */
export type Archive = { readonly use: string } | { readonly write: string };

/** A Java process of a node. Every path is as the node's machine sees it. */
export interface JavaCommand {
  /** The program: `java`, or an absolute path. */
  readonly java: string;
  readonly classPath: string;
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly heap: Heap;
  readonly logging?: Logging | undefined;
  readonly archive?: Archive | undefined;
  /** Gets the native libraries that codecs unpack: a JVM that is SIGKILLed never removes them. */
  readonly tempFolder?: string | undefined;
}

/** Enough for brokers and ZooKeeper of an experiment; an idle 3.4.0 broker takes 130 MB of memory with it. */
export const nodeHeap: Heap = { initialMb: 64, maxMb: 256 };

const jvmFlags = [
  '-XX:+UseSerialGC',
  // C1 only: a run ends before C2 pays off, and no code that decides durability changes.
  '-XX:TieredStopAtLevel=1',
  // A JVM that is SIGKILLed would leave its file in /tmp/hsperfdata_<user> behind.
  '-XX:-UsePerfData',
  '-Djava.awt.headless=true',
];

/** The one place that knows how a Java process is launched: nodes, tools and training runs must agree on it. */
export function javaCommand(command: JavaCommand): string[] {
  const { java, classPath, mainClass, args, heap, logging, archive, tempFolder } = command;
  return [
    java,
    `-Xms${heap.initialMb}m`,
    `-Xmx${heap.maxMb}m`,
    ...jvmFlags,
    ...(archive ? archiveFlags(archive) : []),
    ...(logging ? [loggingFlag(logging)] : []),
    ...(tempFolder === undefined ? [] : [`-Djava.io.tmpdir=${tempFolder}`]),
    '-cp',
    classPath,
    mainClass,
    ...args,
  ];
}

/**
 * The jars below a software's folder as one class path. Sorted, because an archive is only taken by a JVM with the
 * same jars in the same order.
 */
export function classPathOf(folder: string, jars: readonly string[]): string {
  return [...jars]
    .sort()
    .map((jar) => `${folder}/${jar}`)
    .join(':');
}

function archiveFlags(archive: Archive): string[] {
  if ('write' in archive) return [`-XX:ArchiveClassesAtExit=${archive.write}`];
  // `auto`: an archive that does not fit is passed over, never a reason not to start.
  return [`-XX:SharedArchiveFile=${archive.use}`, '-Xshare:auto'];
}
