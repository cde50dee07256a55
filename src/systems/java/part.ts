import type { LoggingKind } from './logging.ts';

/** The jars of one kind of process, relative to the software's folder. */
export interface Part {
  readonly version: string;
  readonly jars: readonly string[];
  readonly logging: LoggingKind;
}
