import { expect, test } from 'vitest';
import { libraryScenarios } from '../../scenario/index.ts';
import { remedyFor } from './remedy.ts';

test.each([
  [
    'Error while reading checkpoint file disk/data/t-0/leader-epoch-checkpoint: java.io.IOException: Malformed line',
    'remove that file',
  ],
  [
    'java.lang.RuntimeException: No FeatureLevelRecord for metadata.version was found in the bootstrap metadata',
    'format that',
  ],
])('%s', (trouble, words) => {
  const remedy = remedyFor(trouble) ?? '';
  expect(remedy).toContain(words);
  const scenario = /measured: ([\w-]+)/.exec(remedy)?.[1];
  expect(libraryScenarios().map(({ name }) => name)).toContain(scenario);
});

test('nothing is advised where nothing was tried', () => {
  expect(remedyFor('java.net.BindException: Address already in use')).toBeUndefined();
});
