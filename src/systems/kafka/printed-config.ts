import type { Plan } from '../../plan.ts';
import { kafkaCluster } from './schema.ts';

/** A broker prints its whole configuration at its start: `KafkaConfig values:` and a line `\tkey = value` for each. */
const printedEntry = /^\t([a-z0-9.]+) = (.*)$/;

/** Settings of the scenario that the broker's printed configuration contradicts: they had no effect. */
export function printedContradictions(plan: Plan, node: string, lines: readonly string[]): readonly string[] {
  const cluster = kafkaCluster(plan.cluster);
  const printed = printedConfig(lines);
  const wanted = { ...cluster.config, ...cluster.nodes[node]?.config };
  return Object.entries(wanted)
    .filter(([key, value]) => contradicts(printed.get(key), value))
    .map(([key, value]) => `${node} runs with ${key} = ${printed.get(key)}, though ${value} was asked for`);
}

/** The first printed block: later ones are of parts of the broker with fewer keys. */
export function printedConfig(lines: readonly string[]): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of lines) {
    const match = printedEntry.exec(line);
    const [, key, value] = match ?? [];
    if (key !== undefined && value !== undefined && !entries.has(key)) entries.set(key, value);
  }
  return entries;
}

function contradicts(printed: string | undefined, wanted: string): boolean {
  if (printed === undefined || printed === '[hidden]') return false;
  return plain(printed) !== plain(wanted) && !areSameNumber(printed, wanted);
}

/** A list is printed in brackets, and Kafka takes true and false in any case. */
function plain(text: string): string {
  const joined = text.replace(/[[\]\s]/g, '');
  return /^(true|false)$/i.test(joined) ? joined.toLowerCase() : joined;
}

function areSameNumber(one: string, other: string): boolean {
  return one.trim() !== '' && other.trim() !== '' && Number(one) === Number(other);
}
