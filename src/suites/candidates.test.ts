import { expect, test } from 'vitest';
import { candidatesFor, together } from './candidates.ts';

const changes = (...today: Parameters<typeof candidatesFor>) =>
  candidatesFor(...today).map(({ change }) => change);

test('what is set already is no change', () => {
  const settings = { 'log.flush.interval.messages': '1', 'min.insync.replicas': '2' };
  expect(changes({ settings, acks: -1, replicas: 3 })).toEqual([]);
});

test('what costs least comes first', () => {
  const settings = { 'unclean.leader.election.enable': 'true' };
  expect(changes({ settings, acks: 1, replicas: 1 })).toEqual([
    'acks=all',
    'unclean.leader.election.enable=false',
    'replication factor 3',
    'log.flush.interval.messages=1',
  ]);
});

test('several are one', () => {
  expect(together(candidatesFor({ settings: {}, acks: 1, replicas: 3 }))).toEqual({
    change: 'acks=all and log.flush.interval.messages=1 and min.insync.replicas=2',
    set: ['cluster.config.log.flush.interval.messages=1', 'cluster.config.min.insync.replicas=2'],
    acks: -1,
  });
});
