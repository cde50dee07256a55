import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { stepLine } from '../testing/lines.ts';
import { lossRun } from '../testing/run.ts';
import { faultHappened } from './fault-happened.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = faultHappened.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

test('a whole run gives no reason', () => {
  expect(reasons(lossRun())).toEqual([]);
});

test('a fault that did nothing is told as the run told it', () => {
  const events = lossRun().map((event) =>
    event.type === 'fault' ? { ...event, happened: false, proof: { why: '0 B removed' } } : event,
  );
  expect(reasons(events)).toEqual(['truncate broker-2: 0 B removed, so the run proves nothing']);
});

test('of several nodes each must have been hurt', () => {
  const fault = lossRun().find(({ type }) => type === 'fault');
  const other = { ...fault, node: 'broker-3', happened: false, proof: { bytes: [5, 5] } } as HistoryEvent;
  expect(reasons([...lossRun(), other])).toEqual([
    expect.stringContaining('truncate broker-3: it did not happen ({"bytes":[5,5]})'),
  ]);
});

test('a fault step that ended and left no proof', () => {
  const silent = lossRun()
    .filter(({ type }) => type !== 'fault')
    .map((event) =>
      event.type === 'step' && event.index === 1 ? { ...event, kind: 'fault' as const } : event,
    );
  expect(reasons(silent)).toEqual(['truncate: broker-2: the history holds no proof of it']);
  expect(reasons([...silent, stepLine(0, 'ended', { kind: 'workload' })])).toHaveLength(1);
});

test.each([
  ['names', ['broker-2', 'broker-3'], ['broker-3']],
  ['a role that means every broker', ['brokers'], ['broker-1', 'broker-3']],
  ['a role that only the run could tell', ['leader'], []],
])('a fault on several nodes owes a proof for each: %s', (_, nodes, missing) => {
  const steps = [0, 1, 2].map((index) => ({ name: 'x', args: index === 1 ? { nodes } : {}, text: 'x' }));
  const events = lossRun({ steps }).map((event) =>
    event.type === 'step' && event.index === 1 ? { ...event, kind: 'fault' as const } : event,
  );
  expect(reasons(events)).toEqual(
    missing.map((node) => `truncate: broker-2: the history holds no proof of it for ${node}`),
  );
});
