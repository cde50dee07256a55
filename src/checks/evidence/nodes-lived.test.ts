import { expect, test } from 'vitest';
import type { EventOf, HistoryEvent } from '../../history/event.ts';
import { nothingExpected, runLine, stepLine } from '../testing/lines.ts';
import { nodesLived } from './nodes-lived.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = nodesLived.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

const node = (event: EventOf<'node'>['event'], more: Partial<EventOf<'node'>> = {}): EventOf<'node'> => ({
  type: 'node',
  time: 500,
  node: 'broker-2',
  event,
  ...more,
});
const up = [runLine(), node('started'), node('ready')];
const died = node('exited', { code: 1, time: 2500 });
const fault = (name: string, step: number, time = 2600): HistoryEvent => {
  return { type: 'fault', time, step, node: 'broker-2', fault: name, happened: true, proof: {} };
};
const told = ['broker-2 died by itself with exit code 1 at 2.5 s'];

test.each<[string, HistoryEvent[], string[]]>([
  ['during a step that is no fault', [...up, stepLine(0, 'began'), died, stepLine(0, 'ended')], told],
  ['in the final phase', [...up, stepLine(null, 'began'), died, stepLine(null, 'ended')], told],
  [
    'after another step had killed it',
    [...up, fault('kill', 0, 400), stepLine(1, 'began'), died, stepLine(1, 'ended')],
    told,
  ],
  ['killed by the step', [...up, stepLine(1, 'began'), died, fault('kill', 1), stepLine(1, 'ended')], []],
  [
    'of a fault that had changed its files',
    [...up, fault('truncate', 0, 400), stepLine(1, 'began'), died, stepLine(1, 'ended')],
    [],
  ],
  [
    'while it is healed',
    [...up, stepLine(null, 'began', { name: 'heal' }), died, stepLine(null, 'ended')],
    [],
  ],
  [
    'before it was ready: that is a failed start',
    [runLine(), node('started'), died, stepLine(0, 'ended')],
    [],
  ],
  ['in the tear-down', [...up, stepLine(null, 'ended'), died], []],
])('a node that died %s', (_, events, expected) => {
  expect(reasons(events)).toEqual(expected);
});

test('a node that is expected to stay down may die', () => {
  const expected = runLine({ expect: { ...nothingExpected, down: ['broker-2'] } });
  expect(reasons([expected, ...up.slice(1), died, stepLine(0, 'ended')])).toEqual([]);
});

test('the signal is told', () => {
  const killed = node('exited', { code: null, signal: 'SIGKILL', time: 2500 });
  expect(reasons([...up, stepLine(0, 'began'), killed, stepLine(0, 'ended')])).toEqual([
    'broker-2 died by itself of SIGKILL at 2.5 s',
  ]);
});
