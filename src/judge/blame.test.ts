import { expect, test } from 'vitest';
import { unreadLine } from '../checks/testing/lines.ts';
import { lossRun } from '../checks/testing/run.ts';
import type { EventOf, HistoryEvent } from '../history/event.ts';
import { judgeHistory } from './verdict.ts';

async function storyOf(events: readonly HistoryEvent[]): Promise<string[]> {
  const { lost } = await judgeHistory(events);
  return lost[0]?.story.map(({ time, text }) => `${(time / 1000).toFixed(2)} s ${text}`) ?? [];
}

const whole = [
  '4.09 s acknowledged by broker-2, leader epoch 1, ISR {2,3}',
  '4.13 s in the logs of broker-2 and broker-3',
  '4.15 s truncate removed it from broker-2',
  '6.92 s broker-2 elected leader, epoch 2, log end offset 9',
  '9.80 s offset 9 acknowledged again, for key0 of round 2',
  '11.90 s broker-3 truncated its log to offset 9',
  '12.50 s no longer in the logs of broker-1, broker-2 and broker-3',
];

test('the whole story of key9, in the order of time', async () => {
  const { lost } = await judgeHistory(lossRun());
  expect(lost).toMatchObject([
    {
      partition: 'topic1-0',
      offset: 9,
      key: 'key9',
      value: '1/9',
      ackedAt: 4095,
      replacedBy: { key: 'key0', value: '2/0', isAcked: true },
    },
  ]);
  expect(await storyOf(lossRun())).toEqual(whole);
});

test('without state lines nobody knows who had to have it', async () => {
  const events = lossRun().filter(({ type }) => type !== 'state');
  const first = '4.09 s acknowledged, the leader and the ISR are not known';
  expect(await storyOf(events)).toEqual([first, ...whole.slice(1)]);
});

test('without log lines nothing is said of what the logs held', async () => {
  const events = lossRun().filter(({ type }) => type !== 'log');
  expect(await storyOf(events)).toEqual(whole.filter((_, i) => i !== 1 && i !== 6));
});

test('a copy that is gone, and nothing tells how, is said to be unknown', async () => {
  const events = lossRun().filter(({ type }) => type !== 'fault');
  expect(await storyOf(events)).toEqual([
    ...whole.filter((_, i) => i !== 2).slice(0, -1),
    '12.50 s how broker-2 lost it is not known',
    ...whole.slice(-1),
  ]);
});

test('a copy that no file ever showed was in the memory of the process', async () => {
  const look = {
    type: 'log',
    partition: 'topic1-0',
    node: 'broker-2',
    durable: false,
    final: false,
  } as const;
  const seen = {
    start: 0,
    end: 9,
    records: 9,
    bytes: 0,
    torn: 0,
    badCrc: 0,
    epochs: [] as [number, number][],
  };
  const empty = (time: number): HistoryEvent => ({ ...look, ...seen, time, missing: ['1/9'] });
  const events = lossRun().filter(
    ({ type }, at, all) =>
      type !== 'fault' && !(type === 'log' && (all[at] as EventOf<'log'>).final !== true),
  );
  const at = events.findIndex((event) => event.type === 'log');
  expect(await storyOf([...events.slice(0, at), empty(5000), ...events.slice(at)])).toContain(
    '5.00 s no file of broker-2 had it',
  );
});

const changedAck = (change: Partial<EventOf<'op'>>) =>
  lossRun().map((event) =>
    event.type === 'op' && JSON.stringify(event.actions).includes('"1/9"') && event.f === 'send'
      ? { ...event, ...change }
      : event,
  );

test('of acks=1 it is said that the leader alone had to have it', async () => {
  expect((await storyOf(changedAck({ acks: 1 })))[0]).toBe(
    '4.09 s acknowledged by broker-2, leader epoch 1, ISR {2,3}; with acks=1 nobody but the leader had to have it',
  );
});

test("a record of a transaction was committed, which its partition's leader did not do", async () => {
  expect((await storyOf(changedAck({ f: 'txn' })))[0]).toBe(
    '4.09 s its transaction was committed; the partition was led by broker-2, leader epoch 1, ISR {2,3}',
  );
});

test('an ISR of one is said to be one', async () => {
  const events = lossRun().map((event) =>
    event.type === 'state' && event.leader === 'broker-2' ? { ...event, isr: ['broker-2'] } : event,
  );
  expect((await storyOf(events))[0]).toBe(
    '4.09 s acknowledged by broker-2, leader epoch 1, ISR {2}; nobody else had to have it',
  );
});

test('who is elected without having been in the ISR was elected uncleanly', async () => {
  const events = lossRun().map((event) =>
    event.type === 'state' && event.leader === 'broker-2'
      ? { ...event, leader: 'broker-3', isr: ['broker-3'] }
      : event,
  );
  expect(await storyOf(events)).toContain(
    '6.92 s broker-2 elected leader, epoch 2, log end offset 9; the ISR seen before was {3}, without it: an unclean election',
  );
});

test('a log that was not read is told as that, and nothing is concluded from it', async () => {
  const isThird = (event: HistoryEvent) => event.type === 'log' && event.final && event.node === 'broker-3';
  const events = lossRun().map((event) => (isThird(event) ? unreadLine('broker-3', 'EIO') : event));
  expect((await storyOf(events)).slice(-2)).toEqual([
    '12.50 s no longer in the logs of broker-1 and broker-2',
    '12.50 s the log of broker-3 was not read: EIO',
  ]);
});

test('a log whose values were not opened is not said to have held the record', async () => {
  const events = lossRun().map((event) =>
    event.type === 'log' && event.node === 'broker-3' && !event.final ? { ...event, unread: 10 } : event,
  );
  expect(await storyOf(events)).toContain('4.13 s in the log of broker-2');
});

test('without the lines of the brokers the states tell who was elected, and no epoch is made up', async () => {
  const elected: HistoryEvent = {
    type: 'state',
    time: 6950,
    partition: 'topic1-0',
    leader: 'broker-3',
    isr: ['broker-3'],
    epoch: null,
    end: 10,
  };
  const events = lossRun().filter(({ type }) => type !== 'broker-log');
  const story = await storyOf([...events.slice(0, 20), elected, ...events.slice(20)]);
  expect(story[0]).toBe('4.09 s acknowledged by broker-2, ISR {2,3}');
  expect(story).toContain('6.95 s broker-3 elected leader, log end offset 10');
});

test('a broker that is told its old leadership again was not elected', async () => {
  const again: HistoryEvent = {
    type: 'broker-log',
    time: 6900,
    node: 'broker-2',
    kind: 'leading',
    partition: 'topic1-0',
    offset: 9,
    line: 'Leader topic1-0 starts at leader epoch 1 from offset 9',
  };
  const first: HistoryEvent = { ...again, time: 2000, offset: 0 };
  const events = lossRun();
  const story = await storyOf([
    ...events.slice(0, 1),
    first,
    ...events.slice(1, 20),
    again,
    ...events.slice(20),
  ]);
  expect(story.filter((line) => line.includes('elected'))).toEqual([
    '6.92 s broker-2 elected leader, epoch 2, log end offset 9',
  ]);
});

test('a broker that never held the record has not truncated it away', async () => {
  expect((await storyOf(lossRun())).join()).not.toContain('broker-1 truncated');
});

test('a truncation above the record, of another partition or before the acknowledgement is none of its story', async () => {
  const events = lossRun().map((event): HistoryEvent => {
    if (event.type !== 'broker-log' || event.kind !== 'truncating') return event;
    return event.node === 'broker-3' ? { ...event, offset: 10 } : { ...event, node: 'broker-3', time: 100 };
  });
  expect((await storyOf(events)).join()).not.toContain('truncated');
});

test.each([
  [[9, null], 'data/topic1-0/0.log', true],
  [[9, null], 'data/topic1-10/0.log', false],
  [[8, '1/9'], 'data/topic1-0/0.log', false],
  [[9, '1/8'], 'data/topic1-0/0.log', false],
])('a proof that names %j in %s', async (removed, file, isIt) => {
  const events = lossRun().map((event) =>
    event.type === 'fault' ? { ...event, proof: { file, removed: [removed] } } : event,
  );
  expect((await storyOf(events)).includes('4.15 s truncate removed it from broker-2')).toBe(isIt);
});

test('a disk that was emptied is told of nodes that held the record', async () => {
  const wiped = (node: string) =>
    lossRun().map((event) => (event.type === 'fault' ? { ...event, fault: 'wipe', node, proof: {} } : event));
  expect(await storyOf(wiped('broker-3'))).toContain('4.15 s wipe removed all files of broker-3');
  expect((await storyOf(wiped('broker-1'))).join()).not.toContain('wipe');
});
