import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { nothingExpected, runLine, stepLine } from '../testing/lines.ts';
import { lossRun } from '../testing/run.ts';
import { expectedDown } from './expected-down.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = expectedDown.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('a whole run gives no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

const expected = runLine({ expect: { ...nothingExpected, down: ['broker-3'] } });
const node = (event: 'started' | 'ready' | 'exited'): HistoryEvent => ({
  type: 'node',
  time: 1,
  node: 'broker-3',
  event,
});
const unproven = ['broker-3 is expected to stay down, but it was not seen to exit after a start'];
const final = stepLine(null, 'ended');
const tearDown = node('exited');

test.each([
  ['started and exited', [node('started'), node('exited'), final], []],
  ['ready, but died in the final phase', [final, node('started'), node('ready'), node('exited'), final], []],
  ['never started', [final], unproven],
  [
    'killed by a step and never started again',
    [node('started'), node('ready'), node('exited'), final],
    unproven,
  ],
  ['still starting when the run was torn down', [node('started'), final, tearDown], unproven],
  ['up: a matter of the verdict', [node('started'), node('ready'), final, tearDown], []],
])('a node that is expected to stay down: %s', (_, events, reason) => {
  expect(reasons([expected, ...events])).toEqual(reason);
});
