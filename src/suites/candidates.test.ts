import { expect, test } from 'vitest';
import { candidatesFor, type Today, together } from './candidates.ts';

const changes = (today: Omit<Today, 'topic'> & Partial<Today>) =>
  candidatesFor({ topic: {}, ...today }).map(({ change }) => change);

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

test('where the topic has a setting of its own, that is what is changed', () => {
  const today = { settings: { 'min.insync.replicas': '2' }, acks: -1, replicas: 3 };
  const topic = { 'min.insync.replicas': '1', 'flush.messages': '100' };
  expect(candidatesFor({ ...today, topic })).toEqual([
    { change: "the topic's flush.messages=1", set: ['topic.config.flush.messages=1'] },
    { change: "the topic's min.insync.replicas=2", set: ['topic.config.min.insync.replicas=2'] },
  ]);
});

test('several are one', () => {
  expect(together(candidatesFor({ settings: {}, topic: {}, acks: 1, replicas: 3 }))).toEqual({
    change: 'acks=all and log.flush.interval.messages=1 and min.insync.replicas=2',
    set: ['cluster.config.log.flush.interval.messages=1', 'cluster.config.min.insync.replicas=2'],
    acks: -1,
  });
});
