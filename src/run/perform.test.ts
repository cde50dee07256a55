import { expect, test } from 'vitest';
import { HarnessError, Inconclusive, Interrupted, UserError } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { perform } from './perform.ts';

const what = { phase: 'steps', index: 2, name: 'truncate', text: 'truncate broker-2 by 10 B' } as const;

/** Performs the work and keeps what was recorded: the lines without what they all share, and the tool's own errors. */
function recorded(signal: AbortSignal = new AbortController().signal) {
  const events: HistoryEvent[] = [];
  const errors: Error[] = [];
  const recording = {
    now: () => 1,
    record: (event: HistoryEvent) => void events.push(event),
    signal,
    onHarnessError: (error: Error) => void errors.push(error),
  };
  const lines = () => events.map(({ type: _, ...event }) => event);
  return { recording, lines, errors };
}

test('work that ends is recorded with its result', async () => {
  const { recording, lines } = recorded();
  expect(await perform(recording, what, async () => '750 → 740 B')).toBe('ended');
  expect(lines()).toEqual([
    { time: 1, ...what, event: 'began' },
    { time: 1, ...what, event: 'ended', result: '750 → 740 B' },
  ]);
});

test('work that gives up tells why and what it saw last, and is no error of the tool', async () => {
  const { recording, lines, errors } = recorded();
  const giveUp = () => Promise.reject(new Inconclusive('no leader', { isr: [] }));
  expect(await perform(recording, what, giveUp)).toBe('gave-up');
  expect(lines().at(-1)).toMatchObject({ event: 'gave-up', reason: 'no leader', seen: { isr: [] } });
  expect(errors).toEqual([]);
});

test('an error of the tool gives up too, and its stack is kept', async () => {
  const { recording, lines, errors } = recorded();
  const bug = new TypeError('x is undefined');
  expect(await perform(recording, what, () => Promise.reject(bug))).toBe('gave-up');
  expect(lines().at(-1)).toMatchObject({ event: 'gave-up', reason: 'x is undefined' });
  expect(errors).toEqual([bug]);
});

test('whatever was thrown is told', async () => {
  const { recording, lines, errors } = recorded();
  await perform(recording, what, () => Promise.reject('a text'));
  expect(lines().at(-1)).toMatchObject({ reason: 'a text' });
  expect(errors).toMatchObject([{ message: 'a text' }]);
});

test('a mistake of the user keeps its hint', async () => {
  const { recording, lines } = recorded();
  const mistake = new UserError('no ZooKeeper mode', { hint: 'use metadata: kraft' });
  await perform(recording, what, () => Promise.reject(mistake));
  expect(lines().at(-1)).toMatchObject({ reason: 'no ZooKeeper mode; use metadata: kraft' });
});

test('an interrupt is recorded and passed on, whatever the work says when it breaks off', async () => {
  const interrupt = new AbortController();
  const { recording, lines, errors } = recorded(interrupt.signal);
  const performing = perform(recording, what, async () => {
    interrupt.abort(new Interrupted());
    throw new Error('socket closed');
  });
  await expect(performing).rejects.toBeInstanceOf(Interrupted);
  expect(lines().at(-1)).toMatchObject({ event: 'gave-up', reason: 'interrupted' });
  expect(errors).toEqual([]);
});

test('an interrupt does not wait for work that hangs', async () => {
  const interrupt = new AbortController();
  const { recording, lines } = recorded(interrupt.signal);
  const performing = perform(recording, what, () => new Promise(() => undefined));
  interrupt.abort(new Interrupted());
  await expect(performing).rejects.toBeInstanceOf(Interrupted);
  expect(lines().at(-1)).toMatchObject({ event: 'gave-up', reason: 'interrupted' });
});

test('a lost machine ends work that hangs, is told by it and is no error of the tool', async () => {
  const lost = new AbortController();
  const { recording, lines, errors } = recorded(lost.signal);
  const performing = perform(recording, what, () => new Promise(() => undefined));
  const reason = new HarnessError('the container of broker-2 was removed');
  lost.abort(reason);
  await expect(performing).rejects.toBe(reason);
  expect(lines().at(-1)).toMatchObject({ event: 'gave-up', reason: reason.message });
  expect(errors).toEqual([]);
});

test('after an interrupt nothing begins', async () => {
  const { recording } = recorded(AbortSignal.abort(new Interrupted()));
  let hasBegun = false;
  const performing = perform(recording, what, async () => {
    hasBegun = true;
    return '';
  });
  await expect(performing).rejects.toBeInstanceOf(Interrupted);
  expect(hasBegun).toBe(false);
});

test('a spent budget waits for the work under way and is told as the reason, not passed on', async () => {
  const budget = new AbortController();
  const { recording, lines } = recorded(budget.signal);
  let hasEnded = false;
  const outcome = await perform(recording, what, async () => {
    budget.abort(new Inconclusive("the run's budget of 1 s is spent"));
    await new Promise((resolve) => setImmediate(resolve));
    hasEnded = true;
    throw new Error('aborted');
  });
  expect({ outcome, hasEnded }).toEqual({ outcome: 'gave-up', hasEnded: true });
  expect(lines().at(-1)).toMatchObject({ reason: "the run's budget of 1 s is spent" });
});
