import { expect, test } from 'vitest';
import { code, escaped, table } from './escape.ts';

test.each([
  ['a|b', 'a\\|b'],
  ['*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
  ['<b>&', '&lt;b&gt;&amp;'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['1) item', '1\\) item'],
  ['# heading', '\\# heading'],
  ['@everyone and #12', '\\@everyone and \\#12'],
  ['[a](http://b)', '\\[a\\](http&#58;//b)'],
  ['\\[a\\](b)', '\\\\\\[a\\\\\\](b)'],
  ['ends with \\', 'ends with \\\\'],
  ['www.example.org', 'www&#46;example.org'],
  ['two\nlines', 'two\\nlines'],
  ['\u202eevil', '\\u{202e}evil'],
  ['topic1-0 offset 9 (reused), min_insync+x!', 'topic1-0 offset 9 (reused), min_insync+x!'],
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
