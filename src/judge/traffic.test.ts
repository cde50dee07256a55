import { expect, test } from 'vitest';
import type { EventOf } from '../history/event.ts';
import { startTraffic } from './traffic.ts';

function send(end: number, status: EventOf<'op'>['status'], latency = 5): EventOf<'op'> {
  const actions = [{ send: { to: 'topic1-0', value: `1/${end}` } }];
  return { type: 'op', process: 0, f: 'send', status, start: end - latency, end, actions };
}

test('records are counted by their outcome, at the time of the answer', () => {
  const traffic = startTraffic();
  for (const op of [send(10, 'ok'), send(20, 'ok', 12), send(30, 'unknown'), send(60, 'fail')])
    traffic.on(op);
  expect(traffic.end()).toMatchObject({
    bucketMs: 25,
    buckets: [{ acked: 2, unknown: 0, failed: 0, latencyMsMax: 12 }, { acked: 0, unknown: 1 }, { failed: 1 }],
    troubled: 2,
  });
});

test('a long run has no more buckets than a short one, and no record is lost on the way', () => {
  const traffic = startTraffic();
  for (let time = 0; time < 3_600_000; time += 997) traffic.on(send(time, 'ok'));
  const { buckets, bucketMs } = traffic.end();
  expect(buckets.length).toBeLessThanOrEqual(240);
  expect(buckets.reduce((sum, { acked }) => sum + acked, 0)).toBe(Math.ceil(3_600_000 / 997));
  expect(buckets.length * bucketMs).toBeGreaterThan(3_590_000);
});

test('of many sends that failed the first are kept, and all are counted', () => {
  const traffic = startTraffic();
  for (let time = 0; time < 1000; time++) traffic.on(send(time, 'unknown'));
  const { troubles, troubled } = traffic.end();
  expect([troubles.length, troubled]).toEqual([200, 1000]);
});

test('what nobody was asked to acknowledge is counted apart, and no trouble', () => {
  const traffic = startTraffic();
  traffic.on({ ...send(10, 'unknown'), acks: 0 });
  traffic.on({ ...send(20, 'unknown'), acks: 0, error: 'the connection was closed' });
  expect(traffic.end()).toMatchObject({ unasked: 1, troubled: 1, buckets: [{ acked: 0, unknown: 1 }] });
});
