import { expect, test } from 'vitest';
import type { Node } from '../../cluster/cluster.ts';
import { type EventOf, eventSchema } from '../../history/event.ts';
import type { ReplicaLog } from '../../systems/system.ts';
import type { AckedRecord } from '../step.ts';
import { recordReplicaLog } from './replica-log.ts';

const node = { name: 'broker-2' } as Node;
const key9: readonly AckedRecord[] = [
  { offset: 8, value: '1/8' },
  { offset: 9, value: '1/9' },
  { offset: 9, value: '2/0' },
];

async function look(records: ReplicaLog['records'] | null, acked = key9, start = 0): Promise<EventOf<'log'>> {
  const end = (records?.at(-1)?.[0] ?? -1) + 1;
  const log = records && { start, end, bytes: 0, torn: 0, badCrc: 0, epochs: [[1, 8]] as const, records };
  const recorded: unknown[] = [];
  await recordReplicaLog(
    {
      step: null,
      now: () => 7,
      record: (event) => void recorded.push(event),
      acked: () => acked,
      cluster: { system: { readReplica: async () => log } },
    },
    node,
    'topic1-0',
    { final: true },
  );
  return eventSchema.parse(recorded[0]) as EventOf<'log'>;
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

test('a replica without any files lacks everything', async () => {
  expect(await look(null)).toMatchObject({ records: 0, end: 0, missing: ['1/8', '1/9', '2/0'] });
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
