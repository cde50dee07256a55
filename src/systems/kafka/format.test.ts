import { expect, test } from 'vitest';
import { formatArgs } from './format.ts';

test('features are given to the storage tool one by one, the metadata version by its name', () => {
  const features = { 'eligible.leader.replicas.version': '0', 'metadata.version': '4.1-IV0' };
  expect(formatArgs('/n/server.properties', features).slice(3)).toEqual([
    '--config',
    '/n/server.properties',
    '--feature',
    'eligible.leader.replicas.version=0',
    '--release-version',
    '4.1-IV0',
  ]);
});

test('every node of a cluster is formatted with the same id', () => {
  const idIn = (file: string) => formatArgs(file, {})[2];
  expect(idIn('/a')).toBe(idIn('/b'));
  expect(Buffer.from(String(idIn('/a')), 'base64url')).toHaveLength(16);
});
