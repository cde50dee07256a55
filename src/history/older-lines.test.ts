import { expect, test } from 'vitest';
import { parseLine } from './parse-line.ts';

const line = {
  type: 'broker-log',
  time: 1,
  node: 'broker-2',
  kind: 'leading',
  line: '[…] INFO [Broker id=2] Leader topic1-0 with topic id Some(abc) starts at leader epoch 2 from offset 9',
};

test.each([
  [{}, 2],
  [{ epoch: 3 }, 3],
  [{ kind: 'isr' }, undefined],
  [{ line: 'something else' }, undefined],
])('a line of a broker with %j tells the epoch %s', (changes, epoch) => {
  const parsed = parseLine({ ...line, ...changes });
  expect('event' in parsed && parsed.event).toMatchObject({ ...line, ...changes });
  expect('event' in parsed && 'epoch' in parsed.event ? parsed.event.epoch : undefined).toBe(epoch);
});
