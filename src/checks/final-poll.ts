import type { OpTable, PartitionFacts } from '../history/facts.ts';

/** The final read of one partition that reached the end. */
export interface FinalPoll {
  readonly op: number;
  readonly end: number;
}

/** Of several final reads to the end the last one counts: it must have what was acknowledged before it. */
export function finalPollOf({ ends }: PartitionFacts, ops: OpTable): FinalPoll | undefined {
  const whole = ends.filter(({ op }) => ops.status(op) === 'ok');
  return whole.reduce<FinalPoll | undefined>(
    (a, b) => (a && ops.start(a.op) > ops.start(b.op) ? a : b),
    undefined,
  );
}
