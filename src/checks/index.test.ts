import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anomalyChecks, evidenceChecks } from './index.ts';

const docs = readFileSync(join(import.meta.dirname, '../../docs/anomalies.md'), 'utf8');

test.each(anomalyChecks.map(({ name }) => name))('docs/anomalies.md tells what %s means', (name) => {
  expect(docs).toMatch(new RegExp(`^\\| \`${name}\` \\| \\S`, 'm'));
});

test('every check has a name and a summary of its own', () => {
  const checks = [...anomalyChecks, ...evidenceChecks];
  expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
  expect(new Set(checks.map(({ summary }) => summary)).size).toBe(checks.length);
});
