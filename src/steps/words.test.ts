import { expect, test } from 'vitest';
import { nodesText } from '../lib/words.ts';
import { partitionState } from './fixtures/scripted-cluster.ts';
import { stateText } from './words.ts';

test.each([
  [['broker-3', 'broker-2', 'broker-10'], '{2,3,10}'],
  [['last-leader', 'broker-1'], '{last-leader,broker-1}'],
  [['broker-1', 'controller-1'], '{broker-1,controller-1}'],
  [['brokers'], '{brokers}'],
  [[], '{}'],
])('the ISR of %j is %s', (names, text) => {
  expect(nodesText(names)).toBe(text);
});

test('a state is told in words', () => {
  expect(stateText(partitionState({ leader: null, isr: ['broker-2'] }))).toBe('no leader, ISR {2}');
  const elr = { leader: null, isr: [], elr: ['broker-2'], lastKnownElr: ['broker-1'] };
  expect(stateText(partitionState(elr))).toBe('no leader, ISR {}, ELR {2}, last known leader {1}');
  expect(stateText(partitionState({ isr: [], elr: [], lastKnownElr: [] }))).not.toContain('ELR');
  expect(stateText(undefined)).toBe('no node answers');
});
