import type { ClassifiedLine } from '../system.ts';

// As 4.17 prints them when a bookie gives up: `Triggering shutdown of Bookie-…`, `Error occured when starting …`.
const fatal = /Triggering shutdown of Bookie|Fatal exception|Failed to (?:start|build) bookie/i;

/** What a line of a node's output tells; null for the many that are no evidence. */
export function classifyLine(line: string): ClassifiedLine | null {
  return fatal.test(line) ? { kind: 'fatal' } : null;
}
