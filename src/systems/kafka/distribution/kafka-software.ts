import type { Software } from '../../../machines/machine.ts';
import type { Part } from '../../java/part.ts';

/** A Kafka, and the ZooKeeper to run it with. */
export interface KafkaSoftware extends Software {
  readonly version: string;
  /** The oldest Java that it runs on. */
  readonly javaMin: number;
  readonly kafka: Part;
  /** Null when this Kafka knows KRaft only. */
  readonly zookeeper: Part | null;
}
