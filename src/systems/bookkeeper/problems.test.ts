import { expect, test } from 'vitest';
import { parseScenario, planScenario } from '../../scenario/index.ts';

const planned = (cluster: string, steps = '- produce: 1') =>
  planScenario(
    parseScenario(
      `title: t\ncluster: { bookkeeper: "4.17.2", ${cluster} }\nsteps:\n  ${steps}\n`,
      'test.yaml',
    ),
  );

test.each([
  ['ledger: { ensemble: 4 }', /the ensemble is at most all bookies \(3\)/],
  ['ledger: { writeQuorum: 4 }', /the write quorum is at most the ensemble \(3\)/],
  ['ledger: { ackQuorum: 4 }', /the ack quorum is at most the write quorum \(3\)/],
  ['config: { bookiePort: 3181 }', /'bookiePort' is set by fsync-lab/],
  ['bookies: 0', /a number of bookies from 1 to 9/],
  ['config: { ledgerStorageClass: x.Y }', /is not read; there are Sorted, Interleaved and Db/],
])('%s is refused at its line', (cluster, message) => {
  expect(() => planned(cluster)).toThrow(/test\.yaml:2:/);
  expect(() => planned(cluster)).toThrow(message);
});

test('a version that is not pinned is refused with those that are', () => {
  const text = 'title: t\ncluster: { bookkeeper: "4.17.1" }\nsteps: []\n';
  expect(() => planScenario(parseScenario(text, 'test.yaml'))).toThrow(
    /BookKeeper 4\.17\.1 is not pinned; there is 4\.17\.2/,
  );
});

test.each(['- produce: { records: 1, acks: 1 }', '- produce: { records: 1, batch: 2 }'])(
  '%s is refused, as an entry knows nothing of it',
  (step) => {
    expect(() => planned('bookies: 3', step)).toThrow(/leave `(acks|batch)` out/);
  },
);

test('its log is there by itself, on every bookie', () => {
  const { topics, nodes } = planned('bookies: 3');
  expect(topics).toMatchObject([{ name: 'ledgers', assignment: [['bookie-1', 'bookie-2', 'bookie-3']] }]);
  expect(nodes.map(({ name }) => name)).toEqual(['zookeeper', 'writer', 'bookie-1', 'bookie-2', 'bookie-3']);
});
