import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '../../errors.ts';
import type { OwnConfig } from '../../systems/system.ts';
import type { Place } from '../problems.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** One of the user's files, and what it comes to. */
export interface ReadFile {
  readonly file: string;
  readonly own: OwnConfig;
}

/** Reads the user's configuration files for this cluster. */
export function readFiles(
  files: readonly string[],
  cluster: Readonly<Record<string, unknown>>,
  { system }: Vocabulary,
): readonly ReadFile[] {
  const { ownConfig } = system;
  if (!ownConfig) throw new UserError(`--config: ${system.name} takes no configuration file`);
  return files.map((file) => ({ file, own: ownConfig(contentOf(file), cluster) }));
}

const configFlag = { flag: '--config', hint: "Give the path of a broker's server.properties." };

/** What a file of the user's holds; a file that can't be read is told with the flag that named it. */
export function contentOf(
  file: string,
  { flag, hint }: { readonly flag: string; readonly hint: string } = configFlag,
): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(`${flag} ${file}: ${messageOf(error)}`.trim(), { hint, cause: error });
  }
}

/** A line of one of the user's files. */
export function placeInFile(file: string, line: number): Place {
  return { text: `${file}:${line}`, line: Number.POSITIVE_INFINITY, column: line };
}
