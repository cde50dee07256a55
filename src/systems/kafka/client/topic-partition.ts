import { Inconclusive } from '../../../errors.ts';
import { parsePartition } from '../../../plan.ts';
import type { TopicPartition } from './offsets.ts';

/** A partition's name taken apart, as requests want it. */
export function topicPartition(name: string): TopicPartition {
  const parsed = parsePartition(name);
  if (!parsed) throw new Inconclusive(`'${name}' is no partition`);
  return parsed;
}
