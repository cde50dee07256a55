import { posix } from 'node:path';
import { z } from 'zod';
import type { Machine } from '../machines/machine.ts';
import type { Walk } from './walk.ts';

/** True for a relative path that stays below the node's folder, symbolic links aside. */
function staysInside(path: string): boolean {
  return path !== '' && !posix.isAbsolute(path) && !path.split('/').includes('..') && !path.includes('\0');
}

/** A file below the node's own folder, so that no scenario can reach the files of this host. */
export const nodeFileArg = z
  .string()
  .refine(staysInside, { error: "expected a path inside the node's folder: relative and without `..`" })
  .describe("a file inside the node's folder, such as disk/data/topic1-0/00000000000000000000.log");

/** A file of a node: where it is, and how to tell it to people. */
export interface NodeFile {
  readonly path: string;
  /** Relative to the node's folder. */
  readonly shown: string;
}

/** The absolute path behind the file; a sentence when it is missing, a folder, or a link that leads out of the folder. */
export async function resolveNodeFile(
  machine: Machine,
  path: string,
): Promise<NodeFile | { readonly why: string }> {
  const absolute = posix.resolve(machine.folder, path);
  const shown = shownFile(machine, absolute);
  const found = await machine.stat(absolute);
  if (!found) return { why: `it has no file ${shown}` };
  if (found.isFolder) return { why: `${shown} is a folder` };
  const [real, folder] = await Promise.all([realPath(machine, absolute), realPath(machine, machine.folder)]);
  if (!real.startsWith(`${folder}/`)) return { why: `${shown} leads out of the node's folder` };
  return { path: real, shown };
}

/** A file as people are told of it: relative to its node's folder. */
export function shownFile({ folder }: Machine, path: string): string {
  return posix.relative(folder, path);
}

/** `readlink -f` is in every image, busybox included. */
async function realPath(machine: Machine, path: string): Promise<string> {
  const { stdout } = await machine.exec(['readlink', '-f', path]);
  return stdout.replace(/\n$/, '');
}

/** Where nobody reads the format of the logs, a fault is aimed at a file by its name. */
export function requireFile({ file }: { readonly file?: string | undefined }, walk: Walk): void {
  if (walk.readsSegments || file !== undefined) return;
  walk.problem(`the files of ${walk.system} are not read by records: name a \`file\` of the node`);
}
