import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'dot-properties';
import { messageOf, UserError } from '../errors.ts';

/** What the user's files say about the cluster that they are for. */
export interface ConfigFacts {
  /** Where the metadata lives; undefined when the files do not say. */
  readonly metadata: 'zookeeper' | 'kraft' | undefined;
  /** `default.replication.factor`, when it is given. */
  readonly replicas: number | undefined;
  /** The newest pinned version that keeps its metadata there. */
  readonly kafka: string;
  /** SHA-256 over the files, in their order. */
  readonly digest: string;
}

const newestWithZookeeper = '3.9.1';
const newest = '4.3.1';

/** Reads the files for what decides how the lab's cluster is made; their settings are read, and refused, elsewhere. */
export function configFacts(files: readonly string[]): ConfigFacts {
  const texts = files.map(readText);
  const given = Object.assign({}, ...texts.map((text) => parse(text))) as Readonly<Record<string, unknown>>;
  const factor = Number(given['default.replication.factor']);
  const metadata = metadataIn(given);
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return {
    metadata,
    kafka: metadata === 'zookeeper' ? newestWithZookeeper : newest,
    replicas: Number.isInteger(factor) && factor > 0 ? factor : undefined,
    digest: hash.digest('hex'),
  };
}

function metadataIn(given: Readonly<Record<string, unknown>>): ConfigFacts['metadata'] {
  if ('process.roles' in given || 'controller.quorum.voters' in given) return 'kraft';
  return 'zookeeper.connect' in given ? 'zookeeper' : undefined;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${messageOf(error)}`, {
      hint: "Give the path of a broker's server.properties.",
      cause: error,
    });
  }
}
