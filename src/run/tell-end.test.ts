import { expect, test } from 'vitest';
import { HarnessError } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { tellEnd } from './tell-end.ts';

async function told(isTold: boolean) {
  const events: HistoryEvent[] = [];
  const stacks: Error[] = [];
  const recording = {
    now: () => 1,
    record: (event: HistoryEvent) => void events.push(event),
    signal: AbortSignal.abort(new Error('the run has ended')),
    onHarnessError: (error: Error) => void stacks.push(error),
  };
  await tellEnd(recording, new HarnessError('no shell in the container'), { isTold });
  return { last: events.at(-1), stacks: stacks.length };
}

test('an error that nobody has told becomes the reason, and its stack is kept', async () => {
  const { last, stacks } = await told(false);
  expect(last).toMatchObject({ phase: 'setup', event: 'gave-up', reason: 'no shell in the container' });
  expect(stacks).toBe(1);
});

test('what a step has told is not told again, only that the final phase is missing', async () => {
  const { last, stacks } = await told(true);
  expect(last).toMatchObject({ phase: 'final', reason: 'no final phase: the run could not go on' });
  expect(stacks).toBe(0);
});
