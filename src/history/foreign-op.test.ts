import { expect, test } from 'vitest';
import { shownValue } from './foreign-op.ts';
import { parseLine } from './parse-line.ts';

function actionsOf(...actions: unknown[]): unknown {
  const op = { type: 'op', process: 0, f: 'txn', status: 'ok', start: 1, end: 2, actions };
  const parsed = parseLine(JSON.parse(JSON.stringify(op)));
  return 'event' in parsed && parsed.event.type === 'op' ? parsed.event.actions : parsed;
}

test.each([
  [1, '1'],
  [null, 'null'],
  [{ b: [1, null] }, '{"b":[1,null]}'],
  ['__proto__', '__proto__'],
  ['', ''],
])('the value %j is shown as %s, when sent and when polled', (value, shown) => {
  const [sent, polled] = actionsOf({ send: { to: 'x', value } }, { poll: { x: [[0, value]] } }) as [
    { send: { value: string } },
    { poll: { x: [number, string][] } },
  ];
  expect(shownValue(sent.send.value)).toBe(shown);
  expect(polled.poll.x[0]?.[1]).toBe(sent.send.value);
});

test('the number 1 and the text "1" are two values', () => {
  const [number, text] = actionsOf({ send: { to: 'x', value: 1 } }, { send: { to: 'x', value: '1' } }) as {
    send: { value: string };
  }[];
  expect(number?.send.value).not.toBe(text?.send.value);
});

test('members that we do not know, keys of any kind and offsets of null', () => {
  const send = { to: 'x', key: { id: 7 }, value: 'a', offset: null, partitioner: 'murmur2' };
  expect(actionsOf({ send, took: 4 }, { poll: { x: [[null, 'a']] }, took: 1 })).toEqual([
    { send: { to: 'x', key: '{"id":7}', value: 'a' } },
    { poll: { x: [[-1, 'a']] } },
  ]);
});

test('a partition called __proto__ is kept beside a value that is a number', () => {
  const parsed = parseLine(
    JSON.parse(
      '{"type":"op","process":0,"f":"poll","status":"ok","start":1,"end":2,"actions":[{"poll":{"__proto__":[[5000000000,7]]}}]}',
    ),
  );
  expect(JSON.stringify(parsed)).toContain('{"__proto__":[[5000000000,');
});

test.each([
  [{ sned: { to: 'x', value: 'a' } }],
  [{ send: { to: 'x' } }],
  [{ send: { to: 7, value: 'a' } }],
  [{ send: { to: 'x', value: 'a', offset: '3' } }],
  [{ poll: { x: [['0', 'a']] } }],
  [{ poll: { x: [[0]] } }],
  [{ send: { to: 'x', value: 'a' }, poll: {} }],
])('%j is still no action', (action) => {
  expect(actionsOf(action)).toMatchObject({ problem: expect.stringContaining('op line') });
});
