import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { phantom } from './phantom.ts';

const judge = (history: string) => phantom.judge(factsOf(history));

test.each([['ok'], ['fail'], ['unknown']])(
  'a %s poll of a value that nobody sent to that partition',
  (status) => {
    expect(judge(`P0 send ok a@0 y:b@0; P1 poll ${status} a@0 b@1`)).toMatchObject([
      { partition: 'x-0', value: 'b', offset: 1, reader: { op: 1, status } },
    ]);
  },
);

test.each([['ok'], ['fail'], ['unknown']])('what a %s send may have written is no phantom', (status) => {
  expect(judge(`P0 send ${status} a; P1 poll ok a@0`)).toEqual([]);
});

test('a poll may complete before the send that wrote its value', () => {
  expect(judge('P1 poll ok a@0; P0 send ok a@0')).toEqual([]);
});
