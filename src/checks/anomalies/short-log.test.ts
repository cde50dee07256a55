import { expect, test } from 'vitest';
import { factsOf } from '../testing/notation.ts';
import { shortLog } from './short-log.ts';

const judge = (history: string) => shortLog.judge(factsOf(history));

test('the log ends below an acked offset at the final read', () => {
  expect(judge('P0 send ok a@0 b@1; P1 poll ok a@0 final atEnd=1')).toMatchObject([
    { partition: 'x-0', end: 1, 'max-acked-offset': 1, value: 'b', reader: { op: 1 }, writer: { op: 0 } },
  ]);
});

test.each([
  ['the end is just above', 'P0 send ok a@0 b@1; P1 poll ok a@0 b@1 final atEnd=2'],
  ['nothing was acked', 'P0 send unknown a@4; P1 poll ok final atEnd=0'],
  [
    'acked while the final read ran',
    'P0 send ok a@0; P0 send ok b@1 overlapping P1 poll ok a@0 final atEnd=1',
  ],
  ['the read did not reach the end', 'P0 send ok a@0 b@1; P1 poll ok a@0 final'],
  ['not a final read', 'P0 send ok a@0 b@1; P1 poll ok a@0 atEnd=1'],
  ['the end of another partition', 'P0 send ok a@0 b@1; P1 poll ok y:a@0 final atEnd=y:0'],
])('no short log: %s', (_, history) => {
  expect(judge(history)).toEqual([]);
});
