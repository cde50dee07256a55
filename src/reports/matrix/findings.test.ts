import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Matrix } from '../matrix.ts';
import { matrixFinding, withFinding } from './findings.ts';
import { matrixPicture } from './picture.ts';

const docs = join(import.meta.dirname, '../../../docs');
const text = join(docs, 'findings.md');
const files = readdirSync(join(docs, 'findings')).filter((name) => name.endsWith('.matrix.json'));
const read = (name: string) => JSON.parse(readFileSync(join(docs, 'findings', name), 'utf8')) as Matrix;

test('docs/findings.md says of each committed matrix what its data say (else: npm run golden)', async () => {
  expect(files.length).toBeGreaterThan(0);
  const said = files.reduce(
    (before, name) => withFinding(before, read(name), `findings/${name}`),
    readFileSync(text, 'utf8'),
  );
  await expect(said).toMatchFileSnapshot(text);
});

test.each(files)('the picture of %s is made from it (else: npm run golden)', async (name) => {
  const picture = join(docs, 'findings', name.replace('.matrix.json', '.svg'));
  await expect(matrixPicture(read(name))).toMatchFileSnapshot(picture);
});

test('every matrix that the text speaks of has its data', () => {
  const named = [...readFileSync(text, 'utf8').matchAll(/<!-- begin (\S+) /g)].map(([, name]) => name);
  expect(named.sort()).toEqual(files.map((name) => read(name).name).sort());
});

test('another figure in the data is another text and another picture', () => {
  const [name = ''] = files;
  const matrix = read(name);
  const cells = matrix.cells.map((cell) => ({
    ...cell,
    runs: cell.runs.map((run) => ({ ...run, lost: 7, acked: 8 })),
  }));
  const changed = { ...matrix, cells };
  expect(matrixFinding(changed, { source: 'x' })).toMatch(/\*\*LOST 7\/8\*\*/);
  expect(matrixPicture(changed)).toContain('>LOST 7/8<');
  expect(matrixFinding(matrix, { source: 'x' })).not.toMatch(/LOST 7\/8/);
});

test('a text without a place for it is an error', () => {
  expect(() => withFinding('# Findings', read(files[0] ?? ''), 'x')).toThrow(/no place for the matrix/);
});
