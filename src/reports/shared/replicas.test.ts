import { expect, test } from 'vitest';
import { logLine, unreadLine } from '../../checks/testing/lines.ts';
import type { HistoryEvent } from '../../history/event.ts';
import { judgeHistory } from '../../judge/verdict.ts';
import { replicaTable } from './replicas.ts';

const tableOf = async (events: HistoryEvent[]) => replicaTable((await judgeHistory(events)).events);

test('the last final look at each replica counts, and the partition is named where there are several', async () => {
  const rounds = { '2': 10, '1': 9 };
  const { head, rows } = await tableOf([
    logLine('broker-1', { end: 5 }),
    logLine('broker-1', { final: true, end: 18, rounds }),
    logLine('broker-1', { final: true, rounds }),
    logLine('broker-1', { final: true, partition: 'topic1-1', rounds: { '10': 1 } }),
  ]);
  expect(head).toEqual([
    'partition',
    'replica',
    'end offset',
    ...['1', '2', '10'].map((n) => `records of round ${n}`),
  ]);
  expect(rows).toEqual([
    ['topic1-0', 'broker-1', '19', '9', '10', '0'],
    ['topic1-1', 'broker-1', '19', '0', '0', '1'],
  ]);
});

test('a replica that was not read keeps its row, with the reason; a later look counts', async () => {
  const unread = (time: number) => ({ ...unreadLine('broker-1', 'EIO'), time });
  const read = logLine('broker-1', { final: true, rounds: { '1': 19 } });
  expect((await tableOf([read, unread(12_600)])).rows).toEqual([['broker-1', 'not read: EIO', '']]);
  expect((await tableOf([unread(12_400), read])).rows).toEqual([['broker-1', '19', '19']]);
});

test('many rounds, or none told, are one count', async () => {
  const rounds = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}`, 1]));
  expect((await tableOf([logLine('a', { final: true, rounds })])).head).toEqual([
    'replica',
    'end offset',
    'records',
  ]);
  expect((await tableOf([logLine('a', { final: true })])).rows).toEqual([['a', '19', '19']]);
});
