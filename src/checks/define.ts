import type { PartitionFacts } from '../history/facts.ts';
import type { AnomalyCheck, Finding, JudgedFacts } from './check.ts';

/** An anomaly that shows within one partition, as all but the cycles do. */
export interface PartitionAnomaly extends Omit<AnomalyCheck, 'judge'> {
  inPartition(partition: PartitionFacts, facts: JudgedFacts): Iterable<Finding>;
}

/** Makes the check that looks at each partition in turn. */
export function defineAnomaly({ inPartition, ...check }: PartitionAnomaly): AnomalyCheck {
  return {
    ...check,
    judge: (facts) =>
      [...facts.partitions.values()].flatMap((partition) => [...inPartition(partition, facts)]),
  };
}
