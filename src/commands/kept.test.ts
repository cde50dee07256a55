import { expect, test } from 'vitest';
import type { EventOf } from '../history/event.ts';
import { keptLines } from './kept.ts';

const placed = (node: string, addresses: Record<string, string>): EventOf<'node'> => ({
  type: 'node',
  time: 0,
  node,
  event: 'placed',
  addresses,
});

test('a kept cluster is told with its bootstrap line, its logs, and how to remove it', () => {
  const lines = keptLines('runs/one', [
    placed('zookeeper', { clients: '127.1.1.1:10000' }),
    placed('broker-1', { clients: '127.2.2.2:10001', peers: '127.2.2.2:10002' }),
    placed('broker-2', { clients: '127.3.3.3:10003', peers: '127.3.3.3:10004' }),
  ]);
  const text = lines.map((line) => line.text).join('\n');
  expect(text).toContain('bootstrap  127.2.2.2:10001,127.3.3.3:10003\n');
  expect(text).toContain('logs       runs/one/nodes/*/*.log\n');
  expect(text).toContain('fsync-lab clean --all');
});

test('a cluster that never was is not told as kept', () => {
  expect(keptLines('runs/one', [])).toEqual([]);
});
