import { createHash } from 'node:crypto';
import {
  clusterFor,
  contentOf,
  isTopicFile,
  placeInFile,
  type SetPatch,
  throwProblems,
  topicFileContent,
} from '../scenario/index.ts';

/** What the user's files say about the cluster that they are for. */
export type ConfigFacts = Omit<ReturnType<typeof clusterFor>, 'set'> & {
  readonly set: readonly SetPatch[];
  /** SHA-256 over the files, in their order. */
  readonly digest: string;
};

const fileHint = "Give the path of a broker's server.properties.";

/**
 * Reads the files for what decides how the lab's cluster is made; their settings are read, and refused, elsewhere.
 * `topicConfig` may name files, too, which then count in the digest.
 */
export function configFacts(files: readonly string[], topicConfig: readonly string[]): ConfigFacts {
  const contents = files.map((file) => contentOf(file, { flag: '', hint: fileHint }));
  const topics = topicConfig.filter(isTopicFile).map(topicFileContent);
  const hash = createHash('sha256');
  for (const content of [...contents, ...topics]) hash.update(content);
  const cluster = clusterFor(contents, topics);
  throwProblems(
    cluster.contradictions.map(({ file, line, message }) => ({
      place: placeInFile(files[file] ?? '', line),
      message,
    })),
  );
  const set = cluster.set.map(({ assignment, file, line }) => ({
    assignment,
    from: placeInFile(files[file] ?? '', line).text,
  }));
  return { ...cluster, set, digest: hash.digest('hex') };
}
