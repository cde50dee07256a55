import { expect, test } from 'vitest';
import { decodeResponse, encodeRequest } from './describe-topic-partitions.ts';

test('the request is a flexible one: compact lengths, tagged fields after each structure', () => {
  const body = [0, 2, 7, ...Buffer.from('topic1'), 0, 0, 0, 0x07, 0xd0, 0xff, 0];
  expect([...encodeRequest(['topic1']).buffer]).toEqual(body);
});

const int32 = (...values: number[]) => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(value, 4 * index);
  return [...bytes];
};
const ids = (...values: number[]) => [values.length + 1, ...int32(...values)];

function response(elr: readonly number[], lastKnownElr: readonly number[]) {
  const partition = [
    0,
    0,
    ...int32(0, -1, 7),
    ...ids(1, 2, 3),
    ...ids(),
    ...elr,
    ...lastKnownElr,
    ...ids(1),
    0,
  ];
  const topic = [
    0,
    0,
    7,
    ...Buffer.from('topic1'),
    ...Buffer.alloc(16),
    0,
    2,
    ...partition,
    ...int32(-2147483648),
    0,
  ];
  return Buffer.from([0, ...int32(0), 2, ...topic, 0xff, 0]);
}

test('the eligible leader replicas of a partition without a leader are read', () => {
  expect(decodeResponse(response(ids(2, 3), ids(2)))).toEqual([
    {
      errorCode: 0,
      topic: 'topic1',
      partitions: [
        {
          errorCode: 0,
          partition: 0,
          leader: -1,
          leaderEpoch: 7,
          replicas: [1, 2, 3],
          isr: [],
          elr: [2, 3],
          lastKnownElr: [2],
        },
      ],
    },
  ]);
});

test('a list that is null is empty', () => {
  expect(decodeResponse(response([0], [0]))[0]?.partitions[0]).toMatchObject({ elr: [], lastKnownElr: [] });
});
