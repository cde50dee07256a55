import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { nothingExpected, runLine } from '../testing/lines.ts';
import { lossRun } from '../testing/run.ts';
import { watchSaw } from './watch-saw.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = watchSaw.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('a whole run gives no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

test('a watch that saw nothing of a partition that was written', () => {
  const events = lossRun().filter(({ type }) => type !== 'state');
  expect(reasons(events)).toEqual(['nobody saw who led topic1-0, or its ISR']);
  expect(reasons(events.filter(({ type }) => type !== 'run'))).toEqual([]);
});

test.each([true, false])(
  'availability of nothing that was seen is no availability: unavailable %s',
  (unavailable) => {
    const run = runLine({ expect: { ...nothingExpected, unavailable } });
    expect(reasons([run])).toEqual(['nobody saw who led topic1-0, or its ISR']);
    expect(reasons([runLine()])).toEqual([]);
  },
);

test.each([
  [4999, []],
  [5000, ['no node told the state of the partitions from 4.0 s to 9.0 s, although some ran']],
])('a watch that was blind for %i ms', (ms, expected) => {
  expect(reasons([...lossRun(), { type: 'blind', time: 4000 + ms, from: 4000 }])).toEqual(expected);
});
