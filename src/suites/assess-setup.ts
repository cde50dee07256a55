import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '../errors.ts';
import { clusterFor, placeInFile, throwProblems } from '../scenario/index.ts';

/** What the user's files say about the cluster that they are for. */
export type ConfigFacts = ReturnType<typeof clusterFor> & {
  /** SHA-256 over the files, in their order. */
  readonly digest: string;
};

/** Reads the files for what decides how the lab's cluster is made; their settings are read, and refused, elsewhere. */
export function configFacts(files: readonly string[]): ConfigFacts {
  const contents = files.map(contentOf);
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  const cluster = clusterFor(contents);
  throwProblems(
    cluster.contradictions.map(({ file, line, message }) => ({
      place: placeInFile(files[file] ?? '', line),
      message,
    })),
  );
  return { ...cluster, digest: hash.digest('hex') };
}

function contentOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(`${file}: ${messageOf(error)}`, {
      hint: "Give the path of a broker's server.properties.",
      cause: error,
    });
  }
}
