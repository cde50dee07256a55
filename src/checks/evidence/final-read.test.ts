import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { nothingExpected, runLine } from '../testing/lines.ts';
import { lossRun } from '../testing/run.ts';
import { finalRead } from './final-read.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = finalRead.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('a whole run gives no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

const changed = (change: object, from = lossRun()) =>
  from.map((event) => (event.type === 'op' && event.final ? { ...event, ...change } : event));

test.each([
  [
    'it stopped short',
    changed({ atEnd: undefined, error: 'the leader went away' }),
    ': the leader went away',
  ],
  ['it did not succeed', changed({ status: 'unknown' }), ''],
  ['it was no final read', changed({ final: undefined }), ''],
  ['another partition was read', changed({ atEnd: { 'topic1-1': 19 } }), ''],
  ['nothing was read', [runLine()], ''],
])('topic1-0 was not read to its end: %s', (_, events, why) => {
  expect(reasons(events)).toEqual([`topic1-0 was not read to its end${why}`]);
});

test('a partition that the plan does not name, but that was written, must be read too', () => {
  const events = lossRun({ topics: [] });
  expect(reasons(events)).toEqual([]);
  expect(reasons(events.filter((event) => event.type !== 'op' || !event.final))).toHaveLength(1);
});

test('a partition without a leader is excused only where the author expects that', () => {
  const leaderless: HistoryEvent = {
    type: 'state',
    time: 9,
    partition: 'topic1-0',
    leader: null,
    isr: [],
    epoch: null,
    end: null,
  };
  const expected = runLine({ expect: { ...nothingExpected, unavailable: true } });
  expect(reasons([runLine(), leaderless])).toHaveLength(1);
  expect(reasons([expected, leaderless])).toEqual([]);
  expect(reasons([expected])).toHaveLength(1);
});

test('a record that was acknowledged after the read began is not looked for', () => {
  const ops = lossRun().filter((event) => event.type === 'op');
  const late = { ...ops[0], start: 12_390, end: 12_401 } as HistoryEvent;
  expect(reasons([...lossRun(), late])).toEqual([
    'a record of topic1-0 was acknowledged after its final read had begun',
  ]);
});
