import type { Software } from '../../../machines/machine.ts';
import type { LoggingKind } from './logging.ts';

/** The jars of one kind of process, relative to the software's folder. */
export interface Part {
  readonly version: string;
  readonly jars: readonly string[];
  readonly logging: LoggingKind;
}

/** A Kafka, and the ZooKeeper to run it with. */
export interface KafkaSoftware extends Software {
  readonly version: string;
  /** The oldest Java that it runs on. */
  readonly javaMin: number;
  readonly kafka: Part;
  /** Null when this Kafka knows KRaft only. */
  readonly zookeeper: Part | null;
}
