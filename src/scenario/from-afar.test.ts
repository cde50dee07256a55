import { expect, test } from 'vitest';
import { patchedText } from './from-afar.ts';
import {
  isOneName,
  libraryScenarios,
  loadScenario,
  planFromAfar,
  planScenario,
  unsafeFromAfar,
  validateScenario,
} from './index.ts';

test.each([
  ['key9-loss', { variant: 'control', kafka: '3.9.1' }],
  ['raft-no-fsync', { variant: 'fsync' }],
  ['compaction', { set: ['topic.config.segment.ms=1000'] }],
])('%s with all that is laid over it is one text, of which the same is run', (name, options) => {
  const written = loadScenario(name);
  const here = planScenario(written, options);
  const there = planFromAfar(patchedText(written, options), { name, runtime: here.runtime });
  for (const key of ['cluster', 'nodes', 'topics', 'steps', 'disk', 'expect', 'budgetMs'] as const)
    expect(there[key]).toEqual(here[key]);
});

test('of a system that nobody has looked at no other machine may ask for anything', () => {
  const plan = planScenario(loadScenario('kill-all'));
  expect(unsafeFromAfar(plan)).toEqual([]);
  expect(unsafeFromAfar({ ...plan, system: 'new' })).toEqual(['new has no list of what is safe']);
});

test('every scenario of the library may be handed to other machines', () => {
  const plans = libraryScenarios().flatMap(({ name }) => validateScenario(loadScenario(name)));
  const unsafe = plans.flatMap((plan) => unsafeFromAfar(plan).map((why) => `${plan.name}: ${why}`));
  expect(unsafe).toEqual([]);
});

test.each([
  ['kill-all', true],
  ['Überlast 2', true],
  ['a/b', false],
  ['a\\b', false],
  ['..', false],
  ['', false],
  ['a\0b', false],
])('%j is one name: %s', (text, is) => {
  expect(isOneName(text)).toBe(is);
});
