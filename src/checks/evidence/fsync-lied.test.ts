import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { fsyncLied } from './fsync-lied.ts';

const lie = (mode: string): HistoryEvent => {
  return {
    type: 'fault',
    time: 1,
    step: 0,
    node: 'broker-2',
    fault: 'fsync',
    happened: true,
    proof: { mode },
  };
};
const ready = (node: string, more: object = {}): HistoryEvent => {
  return { type: 'node', time: 2, node, event: 'ready', ...more };
};
const never = 'the fsync of broker-2 was to lie, but it was not started again';

test.each([
  ['started so', [lie('lies'), ready('broker-2', { fsync: 'lies' })], []],
  ['never started', [lie('lies')], [never]],
  ['started before', [ready('broker-2', { fsync: 'lies' }), lie('lies')], [never]],
  ['another node started', [lie('lies'), ready('broker-3', { fsync: 'lies' })], [never]],
  ['started honest', [lie('lies'), ready('broker-2')], ['broker-2 was started with an honest fsync']],
  ['honest again before its start', [lie('lies'), lie('honest'), ready('broker-2')], []],
  ['always honest', [ready('broker-2')], []],
] as const)('a node that was %s', (_title, events, reasons) => {
  const fold = fsyncLied.start();
  for (const event of events) fold.on(event);
  expect(fold.end()).toEqual(reasons);
});
