import { expect, test } from 'vitest';
import type { EventOf } from '../history/event.ts';
import { openLedger } from './ledger.ts';

function sent(value: string, changes: Partial<EventOf<'op'>> & { offset?: number } = {}): EventOf<'op'> {
  const { offset, ...rest } = changes;
  const send = { to: 'topic1-0', key: null, value, ...(offset === undefined ? {} : { offset }) };
  return { type: 'op', process: 0, f: 'send', status: 'ok', start: 1, end: 2, actions: [{ send }], ...rest };
}

test('acknowledged records are kept by partition, in the order of their acknowledgements', () => {
  const ledger = openLedger();
  ledger.on(sent('1/1', { offset: 1 }));
  ledger.on(sent('1/0', { offset: 0 }));
  expect(ledger.acked('topic1-0')).toEqual([
    { offset: 1, value: '1/1' },
    { offset: 0, value: '1/0' },
  ]);
  expect(ledger.acked('topic1-1')).toEqual([]);
});

test.each(['fail', 'unknown'] as const)('a send that ended as %s was not acknowledged', (status) => {
  const ledger = openLedger();
  ledger.on(sent('1/0', { status, offset: 0 }));
  expect(ledger.acked('topic1-0')).toEqual([]);
  expect(ledger.lastAckAt()).toBeNull();
});

test('the time of the last acknowledgement moves on with each, also with acks=0, which tells no offset', () => {
  const ledger = openLedger();
  ledger.on(sent('1/0', { offset: 0, end: 10 }));
  ledger.on(sent('1/1', { end: 20 }));
  expect(ledger.lastAckAt()).toBe(20);
  expect(ledger.acked('topic1-0')).toHaveLength(1);
});

test('what was read is no acknowledgement', () => {
  const ledger = openLedger();
  ledger.on({ ...sent('', {}), f: 'poll', actions: [{ poll: { 'topic1-0': [[0, '1/0']] } }] });
  expect(ledger.acked('topic1-0')).toEqual([]);
  expect(ledger.lastAckAt()).toBeNull();
});

test("a partition may have the name of an object's own member", () => {
  const ledger = openLedger();
  const send = { to: '__proto__', key: null, value: '1/0', offset: 0 };
  ledger.on({ ...sent(''), actions: [{ send }] });
  expect(ledger.acked('__proto__')).toEqual([{ offset: 0, value: '1/0' }]);
  expect(ledger.acked('constructor')).toEqual([]);
});

test('it knows whether something gave up', () => {
  const ledger = openLedger();
  const step = {
    type: 'step',
    time: 1,
    phase: 'steps',
    index: 0,
    name: 'kill',
    text: 'kill broker-1',
  } as const;
  ledger.on({ ...step, event: 'began' });
  expect(ledger.hasGivenUp()).toBe(false);
  ledger.on({ ...step, event: 'gave-up', reason: 'no leader' });
  expect(ledger.hasGivenUp()).toBe(true);
});
