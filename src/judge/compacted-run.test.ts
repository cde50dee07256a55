import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import { readHistory } from '../history/reader.ts';
import { judgeHistory } from './verdict.ts';

// A run of the scenario `compaction` on Kafka 3.4.0.
const events: HistoryEvent[] = [];
for await (const event of readHistory(join(import.meta.dirname, 'fixtures/compaction.jsonl')))
  events.push(event);

test('30 superseded records of a real run are no loss, and nothing accuses them', async () => {
  const judged = await judgeHistory(events);
  expect(judged).toMatchObject({ verdict: 'as-expected', exit: 0, valid: true, anomalies: {}, lost: [] });
  expect(judged.accounting).toMatchObject({
    acked: 41,
    ok: 11,
    superseded: 30,
    expired: 0,
    deleted: 0,
    lost: 0,
  });
});

test('without what the brokers told of their compactions they are lost', async () => {
  const silent = events.filter((event) => event.type !== 'broker-log' || event.kind !== 'compacted');
  const judged = await judgeHistory(silent);
  expect(judged).toMatchObject({ exit: 1, accounting: { superseded: 0, lost: 30 } });
  expect(Object.keys(judged.anomalies)).toContain('final-read-lost');
});

test('where the newest record is gone, those that it superseded have no excuse either', async () => {
  const robbed = events.map((event) => {
    if (event.type !== 'op' || !event.final) return event;
    const actions = event.actions.map((action) =>
      'poll' in action ? { poll: { 'topic1-0': (action.poll['topic1-0'] ?? []).slice(1) } } : action,
    );
    return { ...event, actions };
  });
  const judged = await judgeHistory(robbed);
  expect(judged).toMatchObject({ exit: 1, accounting: { superseded: 27, lost: 4 } });
  expect(judged.lost.map(({ value }) => value)).toEqual(['1/0', '2/0', '3/0', '4/0']);
});
