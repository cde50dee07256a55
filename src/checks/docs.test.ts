import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AnomalyCheck } from './check.ts';
import { anomalyChecks, evidenceChecks } from './index.ts';

const file = join(import.meta.dirname, '../../docs/how-it-judges.md');

const isLoss = ({ provesLoss }: AnomalyCheck) => provesLoss === true;

/** What the docs say of the checks, from the checks themselves. */
const tables: readonly (readonly [name: string, rows: readonly { name: string; summary: string }[]])[] = [
  ['evidence', evidenceChecks],
  ['losses', anomalyChecks.filter(isLoss)],
  ['failing', anomalyChecks.filter((check) => check.failing && !isLoss(check))],
  ['told', anomalyChecks.filter(({ failing }) => !failing)],
];

function withTables(text: string): string {
  return tables.reduce((before, [name, rows]) => {
    const region = new RegExp(`(<!-- begin ${name} [^>]*-->\n)[^]*?(<!-- end ${name} -->)`);
    if (!region.test(before)) throw new Error(`docs/how-it-judges.md has no place for the table of ${name}`);
    const lines = rows.map((row) => `| \`${row.name}\` | ${row.summary} |`);
    const table = ['| name | what is looked for |', '| --- | --- |', ...lines].join('\n');
    return before.replace(region, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  }, text);
}

test('docs/how-it-judges.md has every check (else: npm run golden)', async () => {
  await expect(withTables(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file);
});

test('no anomaly stands in two of its tables', () => {
  const names = tables.slice(1).flatMap(([, rows]) => rows.map(({ name }) => name));
  expect([...names].sort()).toEqual(anomalyChecks.map(({ name }) => name).sort());
});
