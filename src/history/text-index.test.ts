import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startTextIndex } from './text-index.ts';

test('each text has the number of its place, whatever it is and however many there are', () => {
  const texts = fc.uniqueArray(fc.oneof(fc.string(), fc.constantFrom('', '__proto__', 'constructor')), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(texts, fc.string(), (all, other) => {
      const list: string[] = [];
      const index = startTextIndex(list);
      for (const text of all) {
        expect(index.find(text)).toBe(-1);
        index.add(list.push(text) - 1);
      }
      expect(all.map(index.find)).toEqual(all.map((_, number) => number));
      expect(index.find(other)).toBe(all.indexOf(other));
    }),
    { numRuns: 200 },
  );
});
