import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noParts, startTextParts } from './text-parts.ts';
import { startTextTable } from './text-table.ts';

function startTable() {
  const texts = startTextParts();
  const table = startTextTable(texts);
  const parts = noParts();
  const idOf = (text: string, likely: number) => table.idOf(texts.split(text, parts), likely);
  return { idOf, get: table.get, length: () => table.length };
}

const numbered = fc.oneof(
  fc.tuple(fc.constantFrom('', '1/', 'key', '0', '-', '00', '9'), fc.nat()).map((parts) => parts.join('')),
  fc.stringMatching(/^[0-9]{1,40}$/),
);
const anything = fc.oneof(
  numbered,
  numbered,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udfff', 'é', '€', '1', '0', '\u0000') }),
  fc.constantFrom('', '__proto__', 'constructor', '007', '7', '0', '00', '1e3', '-0'),
);

test('each text has the number of its first coming, and is given back to the last character', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anything, fc.nat(40)), { maxLength: 300 }), (all) => {
      const table = startTable();
      const known = new Map<string, number>();
      for (const [text, likely] of all) {
        if (!known.has(text)) known.set(text, known.size);
        expect(table.idOf(text, likely)).toBe(known.get(text));
      }
      expect(Array.from({ length: table.length() }, (_, id) => table.get(id))).toEqual([...known.keys()]);
    }),
    { numRuns: 500 },
  );
});

// FNV-1a makes the same 32 bits of each pair: were hashes trusted, two records would be taken for one.
test.each([
  ['costarring', 'liquid'],
  ['declinate', 'macallums'],
  ['altarage', 'zinke'],
])('%s and %s have the same hash, and are two texts', (one, other) => {
  const table = startTable();
  expect([one, other, one, other].map((text) => table.idOf(text, -1))).toEqual([0, 1, 0, 1]);
});

test('more beginnings than are kept, and a text longer than the pool likes', () => {
  const table = startTable();
  const texts = Array.from({ length: 6000 }, (_, i) => `${i.toString(36)}-${i}`);
  texts.push('x'.repeat(3 * 2 ** 20), 'after it');
  const ids = texts.map((text) => table.idOf(text, -1));
  expect(ids).toEqual(texts.map((_, id) => id));
  expect(texts.map((text) => table.idOf(text, -1))).toEqual(ids);
  expect(ids.every((id) => table.get(id) === texts[id])).toBe(true);
});
