import { expect, test } from 'vitest';
import { pairs, table } from './table.ts';

test('a table aligns its columns under their titles', () => {
  const columns = [{ title: 'replica' }, { title: 'end offset', align: 'right' }, { title: 'tail' }] as const;
  const rows = [
    ['broker-1', '19', 'clean'],
    ['b', '1000', ''],
  ];
  expect(table(columns, rows)).toEqual([
    'replica   end offset  tail',
    'broker-1          19  clean',
    'b               1000',
  ]);
});

test('a table without rows shows its titles', () => {
  expect(table([{ title: 'a' }, { title: 'b' }], [])).toEqual(['a  b']);
});

test('characters outside the basic plane take one place', () => {
  expect(
    table(
      [{ title: 'x' }, { title: 'y' }],
      [
        ['🦀', '1'],
        ['ab', '2'],
      ],
    ),
  ).toEqual(['x   y', '🦀   1', 'ab  2']);
});

test('pairs align what stands behind the labels', () => {
  expect(
    pairs([
      ['lost', '1 record'],
      ['acknowledged', '20'],
    ]),
  ).toEqual(['lost          1 record', 'acknowledged  20']);
  expect(pairs([])).toEqual([]);
});
