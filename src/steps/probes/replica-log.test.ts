import { expect, test } from 'vitest';
import type { Node } from '../../cluster/cluster.ts';
import { type EventOf, eventSchema, type HistoryEvent } from '../../history/event.ts';
import type { NotRead, PartitionRead, ReplicaLog } from '../../systems/system.ts';
import type { AckedRecord } from '../step.ts';
import { recordReplicaLog } from './replica-log.ts';

const node = { name: 'broker-2' } as Node;
const key9: readonly AckedRecord[] = [
  { offset: 8, value: '1/8' },
  { offset: 9, value: '1/9' },
  { offset: 9, value: '2/0' },
];

async function look(records: ReplicaLog['records'], acked = key9, start = 0): Promise<EventOf<'log'>> {
  const end = (records.at(-1)?.[0] ?? -1) + 1;
  const log = { start, end, bytes: 0, torn: 0, badCrc: 0, epochs: [[1, 8]] as const, records };
  return (await lookBy(async () => log, acked)) as EventOf<'log'>;
}

async function lookBy(
  readReplica: () => Promise<ReplicaLog | NotRead>,
  acked = key9,
  read?: PartitionRead,
): Promise<HistoryEvent> {
  const recorded: unknown[] = [];
  await recordReplicaLog(
    {
      step: null,
      now: () => 7,
      record: (event) => void recorded.push(event),
      acked: () => acked,
      cluster: { system: { readReplica } },
    },
    node,
    'topic1-0',
    { final: true, read },
  );
  return eventSchema.parse(recorded[0]);
}

test('a value that is held at its offset is not missing', async () => {
  const seen = await look([
    [8, '1/8'],
    [9, '1/9'],
  ]);
  expect(seen).toMatchObject({ missing: ['2/0'], replaced: [{ offset: 9, value: '2/0', by: '1/9' }] });
});

test('key9: the value whose offset was given to another one is missing and replaced', async () => {
  const seen = await look([
    [8, '1/8'],
    [9, '2/0'],
  ]);
  expect(seen).toMatchObject({
    missing: ['1/9'],
    replaced: [{ offset: 9, value: '1/9', by: '2/0' }],
    rounds: { 1: 1, 2: 1 },
    end: 10,
    final: true,
    epochs: [[1, 8]],
  });
});

test('a value that came again at another offset is still missing at its own', async () => {
  const seen = await look([[3, '1/8']], [{ offset: 8, value: '1/8' }]);
  expect(seen).toMatchObject({ missing: ['1/8'], replaced: [] });
});

test.each([
  ['has no files', async () => ({ notRead: 'no log of it', isAbsent: true }), 'no log of it', true],
  ['cannot be read', () => Promise.reject(new Error('EIO: i/o error')), 'EIO: i/o error', false],
])('a replica that %s is not an empty log: it was not read', async (_, readReplica, why, absent) => {
  const seen = await lookBy(readReplica);
  expect(seen).toEqual({
    type: 'unread-log',
    time: 7,
    step: null,
    partition: 'topic1-0',
    node: 'broker-2',
    durable: false,
    final: true,
    why,
    absent,
  });
});

test('a final look is held against the final read', async () => {
  const records = [[8, '1/8'] as const];
  const log = { start: 8, end: 9, bytes: 0, torn: 0, badCrc: 0, epochs: [], records };
  const read: PartitionRead = { records: [...records, [9, '2/0']], atStart: 0, atEnd: 10 };
  const against = { from: 8, to: 10, same: 1, lacks: [[9, '2/0']], extra: [] };
  expect(await lookBy(async () => log, key9, read)).toMatchObject({ againstRead: against });
  expect(await lookBy(async () => log, key9, { ...read, atEnd: null })).not.toHaveProperty('againstRead');
});

test('what lies below the start of the log has expired and is not missing', async () => {
  expect(await look([[9, '2/0']], key9, 9)).toMatchObject({ missing: ['1/9'] });
});

test('a compressed batch is there but unread: nothing is said of its values', async () => {
  const seen = await look([
    [8, null],
    [9, null],
  ]);
  expect(seen).toMatchObject({ records: 2, missing: [], replaced: [], unread: 2 });
});

test('equal logs have equal digests, others have not', async () => {
  const one = await look([[8, '1/8']]);
  const same = await look([[8, '1/8']]);
  const moved = await look([[9, '1/8']]);
  const other = await look([[8, '1/9']]);
  expect(same.digest).toBe(one.digest);
  expect(new Set([one.digest, moved.digest, other.digest]).size).toBe(3);
});
