import type { Software } from '../../../machines/machine.ts';
import type { Part } from '../../java/part.ts';

/** A BookKeeper, and the ZooKeeper to run it with. */
export interface BookkeeperSoftware extends Software {
  readonly version: string;
  readonly bookkeeper: Part;
  readonly zookeeper: Part;
}

/** The oldest Java that it runs on. */
export const javaMin = 11;
