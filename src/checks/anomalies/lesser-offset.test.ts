import { expect, test } from 'vitest';
import { key9 } from '../testing/key9.ts';
import { factsOf } from '../testing/notation.ts';
import { lesserOffset } from './lesser-offset.ts';

const judge = (history: string) => lesserOffset.judge(factsOf(history));

test.each([
  ['the same offset again', 'P0 send ok 641@537; P1 send ok 645@537', '645', 537, '641'],
  ['the key9 case', key9, 'n0', 9, 'k9'],
  ['an unknown send that was polled below', 'P0 send ok a@5; P1 send unknown b; P2 poll ok b@3', 'b', 3, 'a'],
  ['polled below by an aborted poll too', 'P0 send ok a@5; P1 send ok b; P2 poll fail b@7 b@4', 'b', 4, 'a'],
  [
    'an earlier ack is higher than the last one',
    'P0 send ok a@9; P1 send ok c@2 overlapping P2 send ok d@10',
    'c',
    2,
    'a',
  ],
])('%s', (_, history, value, offset, above) => {
  expect(judge(history)).toMatchObject([{ value, offset, acked: { value: above } }]);
});

test('every record of a batch that landed below is told', () => {
  const findings = judge('P0 send ok c@3 d@4; P0 send ok a@1 b@2');
  expect(findings.map(({ value }) => value)).toEqual(['a', 'b']);
});

test.each([
  ['overlapping sends may land in any order', 'P0 send ok a@5 overlapping P1 send ok b@3'],
  ['an unknown send is before nothing', 'P0 send unknown a@5; P1 send ok b@3; P2 poll ok a@5'],
  ['the offset of an unknown send proves nothing by itself', 'P0 send ok a@5; P1 send unknown b@3'],
  ['a late record above what was acked', 'P0 send ok a@5; P1 send unknown b; P2 poll ok b@6'],
  ['within one request the order is free', 'P0 send ok a@5 b@4'],
  ['another partition', 'P0 send ok a@5; P0 send ok y:b@0'],
])('%s', (_, history) => {
  expect(judge(history)).toEqual([]);
});
