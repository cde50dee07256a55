import { afterEach, describe, expect, test } from 'vitest';
import { withDisks } from '../../testing/disks.ts';
import { withJava } from '../../testing/java.ts';
import { expectNothingLeft, testLab, verdictOf } from '../../testing/lab.ts';

const lab = testLab();

withJava('KRaft on real brokers', () => {
  afterEach(expectNothingLeft);

  test.each([
    ['Kafka 3.9.1 with a controller apart', { kafka: '3.9.1', set: ['cluster.metadata=kraft'] }],
    ['Kafka 4.3.1 in combined mode', { kafka: '4.3.1', set: ['cluster.controllers=combined'] }],
  ])('%s boots, writes, and has all records after every broker was killed', async (_title, options) => {
    expect(verdictOf(await lab.run('kill-all', options))).toMatchObject({ exit: 0, valid: true, lost: [] });
  });

  test('eligible leader replicas do not save a record from the last known leader, and the history tells why', async () => {
    const result = await lab.run('last-replica-standing', { variant: 'truncate' });
    expect(verdictOf(result)).toMatchObject({ exit: 0, valid: false, lost: ['key9 topic1-0@9'] });
    const { states, brokerLogs } = result.judged.events;
    expect(states).toContainEqual(
      expect.objectContaining({ leader: null, isr: [], elr: ['broker-2'], lastKnownElr: ['broker-1'] }),
    );
    expect(brokerLogs.map(({ node, kind }) => `${node} ${kind}`)).toContain('controller-1 unclean-election');
  });

  withDisks('power loss', () => {
    test('of all brokers at once takes everything from Kafka 4, too', async () => {
      const result = await lab.run('power-loss-all', { kafka: '4.3.1' });
      expect(verdictOf(result)).toMatchObject({ exit: 0, valid: false, reasons: [] });
      expect(result.judged.lost).toHaveLength(50);
    });

    test('of the last leader takes all ten records, though the other broker has them', async () => {
      const result = await lab.run('key9-power-loss', { variant: 'kraft' });
      expect(verdictOf(result)).toMatchObject({ exit: 0, valid: false, reasons: [] });
      expect(result.judged.lost).toHaveLength(10);
    });

    describe('of the controller', () => {
      test('takes nothing from the metadata', async () => {
        const result = await lab.run('controller-power-loss');
        expect(verdictOf(result)).toMatchObject({ exit: 0, valid: true, lost: [], reasons: [] });
      });

      test('takes the ISR where its fsync lies, and an empty replica that still counts leads', async () => {
        const result = await lab.run('controller-power-loss', { variant: 'lying-fsync' });
        expect(verdictOf(result)).toMatchObject({ exit: 0, valid: false, reasons: [] });
        expect(result.judged.lost).toHaveLength(10);
        expect(result.judged.events.states.at(-1)).toMatchObject({ leader: 'broker-3', end: 0 });
      });
    });
  });
});
