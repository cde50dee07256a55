import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import { lossRun } from '../testing/run.ts';
import { faultAsAsked } from './fault-as-asked.ts';

function reasons(events: readonly HistoryEvent[]): readonly string[] {
  const fold = faultAsAsked.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

const asking = (args: unknown, proof: Record<string, unknown>) =>
  lossRun({ steps: [0, 1, 2].map((index) => ({ name: 'x', args: index === 1 ? args : {}, text: 'x' })) }).map(
    (event) => (event.type === 'fault' ? { ...event, proof } : event),
  );

const twelve = { nodes: ['broker-2'], unit: 'records', amount: 12 };

test.each<[string, unknown, Record<string, unknown>, string[]]>([
  ['all of it', twelve, { records: [12, 0] }, []],
  ['more, as a batch goes whole', { ...twelve, amount: 3 }, { records: [12, 7] }, []],
  ['3 of 12', twelve, { records: [12, 9] }, ['truncate broker-2: 3 of 12 records were cut off']],
  [
    'something that it does not tell',
    twelve,
    { bytes: [750, 740] },
    ['truncate broker-2: its proof does not tell how many records were cut off'],
  ],
  ['what has no amount', { nodes: ['broker-2'] }, {}, []],
])('a cut that took %s', (_, args, proof, expected) => {
  expect(reasons(asking(args, proof))).toEqual(expected);
});
