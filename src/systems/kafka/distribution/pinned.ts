import { type Bundle, readBundle } from '../../java/jar-list.ts';
import type { LoggingKind } from '../../java/logging.ts';

/** A Kafka version whose jars are known byte for byte; their lists are read only when they are asked for. */
export interface PinnedVersion {
  readonly version: string;
  readonly logging: LoggingKind;
  /** Null from Kafka 4.0 on, which knows KRaft only. */
  readonly zookeeper: string | null;
}

/** Oldest first. `docs/versions.md` tells how to add one. */
export const pinnedVersions: readonly PinnedVersion[] = [
  { version: '3.4.0', logging: 'log4j', zookeeper: '3.8.1' },
  { version: '3.9.1', logging: 'log4j', zookeeper: '3.8.1' },
  { version: '4.1.1', logging: 'log4j2', zookeeper: null },
  { version: '4.3.1', logging: 'log4j2', zookeeper: null },
];

/** What Maven has to bring for a version. */
export type KafkaBundles = { readonly kafka: Bundle; readonly zookeeper?: Bundle };

/** Reads the lists of a version. */
export function bundlesOf({ version, zookeeper }: PinnedVersion): KafkaBundles {
  const kafka = readBundle('Kafka', version);
  return zookeeper === null ? { kafka } : { kafka, zookeeper: readBundle('ZooKeeper', zookeeper) };
}
