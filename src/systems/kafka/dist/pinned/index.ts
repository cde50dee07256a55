import type { Bundle } from '../jar-list.ts';
import type { LoggingKind } from '../logging.ts';
import { kafka340 } from './kafka-3.4.0.ts';
import { kafka391 } from './kafka-3.9.1.ts';
import { kafka411 } from './kafka-4.1.1.ts';
import { kafka431 } from './kafka-4.3.1.ts';
import { zookeeper381 } from './zookeeper-3.8.1.ts';

/** A Kafka version whose jars are known byte for byte. */
export interface PinnedVersion {
  readonly version: string;
  readonly logging: LoggingKind;
  readonly kafka: Bundle;
  /** Null from Kafka 4.0 on, which knows KRaft only. */
  readonly zookeeper: Bundle | null;
}

/** Oldest first. `docs/versions.md` tells how to add one. */
export const pinnedVersions: readonly PinnedVersion[] = [
  { version: '3.4.0', logging: 'log4j', kafka: kafka340, zookeeper: zookeeper381 },
  { version: '3.9.1', logging: 'log4j', kafka: kafka391, zookeeper: zookeeper381 },
  { version: '4.1.1', logging: 'log4j2', kafka: kafka411, zookeeper: null },
  { version: '4.3.1', logging: 'log4j2', kafka: kafka431, zookeeper: null },
];
