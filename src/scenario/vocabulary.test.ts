import { expect, test } from 'vitest';
import { systems } from '../systems/index.ts';
import { parseYaml, placesIn } from './parse.ts';
import { vocabularyFor } from './vocabulary.ts';

const [kafka] = systems;
const both = [kafka!, { ...kafka!, name: 'zetcd' }];
const systemOf = (cluster: string) =>
  vocabularyFor(parseYaml(`cluster: ${cluster}`, placesIn('x.yaml')).tree, both).system.name;

test.each([
  ['{ zetcd: "1" }', 'zetcd'],
  ['{ zectd: "1" }', 'zetcd'],
  ['{ kafak: "1" }', 'kafka'],
  ['{ brokers: 3, zectd: "1" }', 'zetcd'],
  ['{ nothing: 1 }', 'kafka'],
])('%s is about %s, whose words are suggested', (cluster, name) => {
  expect(systemOf(cluster)).toBe(name);
});
