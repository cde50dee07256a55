import { expect, test } from 'vitest';
import { runLine } from '../checks/testing/lines.ts';
import type { EventOf } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { keptLines } from './kept.ts';

const placed = (node: string, addresses: Record<string, string>): EventOf<'node'> => ({
  type: 'node',
  time: 0,
  node,
  event: 'placed',
  addresses,
});

const result = async () => ({ judged: await judgeHistory([runLine()]), folder: 'runs/one' });

test('a kept cluster is told with its bootstrap line, its logs, and how to remove that one run', async () => {
  const lines = keptLines(await result(), [
    placed('zookeeper', { clients: '127.1.1.1:10000' }),
    placed('broker-1', { clients: '127.2.2.2:10001', peers: '127.2.2.2:10002' }),
    placed('broker-2', { clients: '127.3.3.3:10003', peers: '127.3.3.3:10004' }),
  ]);
  const text = lines.map((line) => line.text).join('\n');
  expect(text).toContain('bootstrap  127.2.2.2:10001,127.3.3.3:10003\n');
  expect(text).toContain('logs       runs/one/nodes/*/*.log\n');
  expect(text).toContain('fsync-lab clean r1');
});

test('a cluster that never was is not told as kept', async () => {
  expect(keptLines(await result(), [])).toEqual([]);
});
