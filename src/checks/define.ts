import type { PartitionFacts } from '../history/facts.ts';
import type { AnomalyCheck, EvidenceCheck, EvidenceFold, Finding, JudgedFacts } from './check.ts';
import { followPlan, type PlanFollower } from './partitions.ts';

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

/** An evidence check that goes by the plan, too: `plan` has heard of each event when the check does. */
export function defineEvidence({
  start,
  ...check
}: Omit<EvidenceCheck, 'start'> & { start(plan: PlanFollower): EvidenceFold }): EvidenceCheck {
  return {
    ...check,
    start() {
      const plan = followPlan();
      const { on, end } = start(plan);
      return {
        on(event) {
          plan.on(event);
          on(event);
        },
        end,
      };
    },
  };
}
