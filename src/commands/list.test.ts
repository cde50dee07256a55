import { expect, it } from 'vitest';
import { steps } from '../steps/index.ts';
import { runList } from './list.ts';

function list(what?: string, json = false): readonly string[] {
  const lines: string[] = [];
  expect(runList(what, { json }, (line) => lines.push(line))).toBe(0);
  return lines;
}

it('every step has its line, in columns', () => {
  const [title, ...lines] = list('steps');
  const first = lines.filter((line) => /^\S/.test(line));
  expect(first.map((line) => line.split(' ')[0])).toEqual(steps.map(({ name }) => name));
  const column = title?.indexOf('what it does') ?? -1;
  for (const line of lines) expect(line.slice(column - 2, column + 1)).toMatch(/^ {2}[\S ]/);
});

it('every list fits 80 columns', () => {
  expect(list().filter((line) => line.length > 80)).toEqual([]);
});

it('one step is told with every argument, what it takes and its default', () => {
  const lines: string[] = [];
  expect(runList('steps', { name: 'produce' }, (line) => lines.push(line))).toBe(0);
  const text = lines.join(' ').replace(/ +/g, ' ');
  expect(text).toMatch(/ records .*it must be there/);
  expect(text).toContain(
    ' acks all, 1 for the leader alone, or 0 for nobody: such a record is never acknowledged; by default all',
  );
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

it.each(steps.map(({ name }) => name))('%s can be explained', (name) => {
  const lines: string[] = [];
  runList('steps', { name }, (line) => lines.push(line));
  expect(lines[0]).toMatch(new RegExp(`^${name} \\(`));
  expect(lines.join('\n')).not.toContain('a value');
});

it('an unknown step is told with a suggestion', () => {
  expect(() => runList('steps', { name: 'prodce' }, () => undefined)).toThrow("did you mean 'produce'?");
  expect(() => runList('checks', { name: 'phantom' }, () => undefined)).toThrow('no arguments to tell');
});

it.each([
  ['waits', 'unregistered'],
  ['checks', 'final-read-lost'],
  ['scenarios', 'key9-loss'],
  ['threats', 'killed-one'],
])('%s are listed', (what, name) => {
  expect(list(what).some((line) => line.startsWith(`${name} `))).toBe(true);
});

it('without a name everything is listed', () => {
  const text = list().join('\n');
  for (const name of ['truncate', 'unregistered', 'offset-reuse', 'kill-all']) expect(text).toContain(name);
});

it('JSON holds the same', () => {
  expect(JSON.parse(list('scenarios', true).join(''))).toContainEqual({
    name: 'key9-loss',
    variants: ['control', 'three-records', 'kraft'],
    title: 'One lost batch on one disk loses an acknowledged record everywhere',
  });
  expect(Object.keys(JSON.parse(list(undefined, true).join('')))).toEqual([
    'steps',
    'waits',
    'systems',
    'checks',
    'scenarios',
    'threats',
  ]);
});

it('an unknown list is told with what there is', () => {
  expect(() => runList('step', {}, () => undefined)).toThrow("unknown list 'step'; did you mean 'steps'?");
  expect(() => runList('constructor', {}, () => undefined)).toThrow("unknown list 'constructor'");
});
