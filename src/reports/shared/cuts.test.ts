import { expect, test } from 'vitest';
import type { EventOf } from '../../history/event.ts';
import { cutReplicas, unreadCuts } from './cuts.ts';

const fault = (changes: Partial<EventOf<'fault'>>): EventOf<'fault'> => ({
  type: 'fault',
  time: 1,
  step: 0,
  node: 'broker-2',
  fault: 'power-loss',
  happened: true,
  proof: {},
  ...changes,
});

const proof = {
  filesystem: 'ext4',
  journal: 'lost',
  canaries: { fsynced: 'back', unsynced: 'gone' },
  msSinceAck: 41,
  replicas: [{ partition: 'topic1-0', records: [10, 0], bytes: [780, 0] }],
};

test('each replica of a node that lost power is a row', () => {
  expect(cutReplicas({ faults: [fault({ proof }), fault({ fault: 'kill', proof: { pid: 1 } })] })).toEqual([
    {
      node: 'broker-2',
      filesystem: 'ext4',
      journal: 'lost',
      canaries: 'fsynced back, unsynced gone',
      msSinceAck: 41,
      partition: 'topic1-0',
      records: [10, 0],
      bytes: [780, 0],
    },
  ]);
});

test.each([
  ['no replicas', { ...proof, replicas: undefined }],
  ['a replica of another shape', { ...proof, replicas: [{ partition: 7 }, null, 'x'] }],
])('%s is no row', (_title, other) => {
  expect(cutReplicas({ faults: [fault({ proof: other })] })).toEqual([]);
});

test('a replica that could not be read after the cut is told, with the reason', () => {
  const proof = { replicas: [{ partition: 'topic1-0', notRead: 'after the cut: EIO' }] };
  const cut = {
    type: 'fault',
    time: 1,
    step: 1,
    node: 'broker-1',
    fault: 'power-loss',
    happened: true,
    proof,
  } as const;
  expect(cutReplicas({ faults: [cut] })).toEqual([]);
  expect(unreadCuts({ faults: [cut] })).toEqual([
    { node: 'broker-1', partition: 'topic1-0', why: 'after the cut: EIO' },
  ]);
});
