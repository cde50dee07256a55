import type { Machine } from '../../machines/machine.ts';
import type { NodePlace } from '../system.ts';
import { archiveBeside } from './archive-beside.ts';
import { hostArchive, hostJava } from './host-archives.ts';
import { classPathOf, javaCommand, nodeHeap } from './java-command.ts';
import { loggingFiles } from './logging.ts';
import type { Part } from './part.ts';

const javaOfMachine = new WeakMap<Machine, Promise<string>>();

/** The `java` of a machine: its JAVA_HOME's, else the one on its path. A container's differs from the host's. */
function javaOf(machine: Machine): Promise<string> {
  const known = javaOfMachine.get(machine);
  if (known !== undefined) return known;
  const looked = machine.exec(['printenv', 'JAVA_HOME']).then(({ exitCode, stdout }) => {
    return exitCode === 0 && stdout.trim() !== '' ? `${stdout.trim()}/bin/java` : 'java';
  });
  javaOfMachine.set(machine, looked);
  return looked;
}

export interface JavaNode {
  readonly place: NodePlace;
  /** Folder of the software as the machine sees it, and the part of it that is this node's class path. */
  readonly softwareFolder: string;
  readonly part: Part;
  /** Which class-data archive fits it; there need not be one. */
  readonly archive: string;
  /** A folder of classes that are not the software's, behind it on the class path. */
  readonly classes?: string;
  readonly mainClass: string;
  readonly args: readonly string[];
}

/** The command of a Java node; writes its logging file and uses a class-data archive when there is one. */
export async function launchJava(node: JavaNode): Promise<{ readonly argv: readonly string[] }> {
  const { machine } = node.place;
  const { jars, logging: kind } = node.part;
  const { name, content } = loggingFiles[kind];
  const loggingFile = `${machine.folder}/${name}`;
  await machine.write(loggingFile, content);
  const archive = await archiveOn(machine, node);
  return {
    argv: javaCommand({
      // Known on this host; a machine elsewhere is asked, which takes a program's start.
      java: hostJava(node.softwareFolder)?.path ?? (await javaOf(machine)),
      classPath: [classPathOf(node.softwareFolder, jars), node.classes].filter(Boolean).join(':'),
      mainClass: node.mainClass,
      args: node.args,
      heap: nodeHeap,
      logging: { kind, file: loggingFile },
      tempFolder: machine.folder,
      archive: archive === undefined ? undefined : { use: archive },
    }),
  };
}

/** An image has its archives beside the jars; this host's lie in the cache, and no other machine can see those. */
async function archiveOn(
  machine: Machine,
  { softwareFolder, archive }: JavaNode,
): Promise<string | undefined> {
  const beside = archiveBeside(softwareFolder, archive);
  for (const candidate of [hostArchive(softwareFolder, archive), beside]) {
    if (candidate !== undefined && (await machine.stat(candidate)) !== null) return candidate;
  }
  return undefined;
}
