import type { ClassifiedLine } from '../system.ts';

const fatal = /^panic: | \[FTL\] /;

/** What a line of a server's output tells. Who leads is not taken from there: it tells no term. */
export function classifyLine(line: string): ClassifiedLine | null {
  return fatal.test(line) ? { kind: 'fatal' } : null;
}
