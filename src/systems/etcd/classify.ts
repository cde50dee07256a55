import type { ClassifiedLine } from '../system.ts';
import { keyspace } from './keyspace.ts';

// As 3.6 prints them, in JSON on standard error.
const leading = /"msg":"[0-9a-f]+ became leader at term (?<term>\d+)"/;
const fatal = /^panic: |"level":"(?:fatal|panic)"/;

/** What a line of a member's output tells; null for the many that are no evidence. */
export function classifyLine(line: string): ClassifiedLine | null {
  const term = leading.exec(line)?.groups?.term;
  if (term !== undefined) return { kind: 'leading', partition: keyspace, epoch: Number(term) };
  return fatal.test(line) ? { kind: 'fatal' } : null;
}
