import { expect, test } from 'vitest';
import { code, escaped, table } from './escape.ts';

test.each([
  ['a|b', 'a\\|b'],
  ['*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
  ['<b>&', '&lt;b&gt;&amp;'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['# heading', '\\# heading'],
  ['@everyone', '\\@everyone'],
  ['two\nlines', 'two\\\\u\\{a\\}lines'],
  ['topic1-0 offset 9', 'topic1-0 offset 9'],
])('%j is only text', (text, expected) => {
  expect(escaped(text)).toBe(expected);
});

test.each([
  ['a', '`a`'],
  ['a`b', '`` a`b ``'],
  ['``', '``` `` ```'],
  ['a|b', '`a\\|b`'],
])('%j as code cannot end itself', (text, expected) => {
  expect(code(text)).toBe(expected);
});

test('a table has a line under its head', () => {
  expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
});
