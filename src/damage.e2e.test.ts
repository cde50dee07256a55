import { expect, test } from 'vitest';
import { withJava } from './testing/java.ts';
import { testLab, verdictOf } from './testing/lab.ts';

const lab = testLab();

/** Six records a segment: the cut takes the active one whole and goes on into the second, which is hurt then. */
const scenario = `
title: A lost tail and a bad byte on every broker
cluster: { kafka: "3.4.0", metadata: zookeeper, brokers: 3, config: { min.insync.replicas: 2 } }
topic: { name: a, replicas: 3, config: { segment.bytes: 512 } }
steps:
  - produce: { records: 15 }
  - kill: brokers
  - truncate: { node: brokers, records: 4 }
  - corrupt: { node: brokers, record: 9 }
  - wait: { unregistered: brokers }
  - start: brokers
expect: { lost: 6 }
`;

withJava('damaged files', () => {
  test('a tail that is cut across segments and a bad byte cost what their proofs name, and no more', async () => {
    const result = await lab.runText(scenario);
    expect(verdictOf(result)).toMatchObject({ exit: 0, reasons: [] });
    const proofs = result.judged.events.faults.filter(({ fault }) => fault !== 'kill');
    const hurt = ({ proof }: (typeof proofs)[number]) =>
      (proof.removed ?? proof.unreadable) as [number, string][];
    expect(proofs.map((fault) => [fault.fault, ...hurt(fault).map(([offset]) => offset)])).toEqual([
      ...Array(3).fill(['truncate', 11, 12, 13, 14]),
      ...Array(3).fill(['corrupt', 9, 10]),
    ]);
    expect(result.judged.lost.map(({ offset }) => offset)).toEqual([9, 10, 11, 12, 13, 14]);
  });
});
