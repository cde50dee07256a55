import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellLine } from './quote.ts';

test('a real shell gives every argument back as it was', () => {
  const argument = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 5 }), (args) => {
      const script = `printf '%s\\0' ${shellLine(args)}`;
      const out = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
      expect(out).toBe(args.length === 0 ? '\0' : args.map((text) => `${text}\0`).join(''));
    }),
    { numRuns: 30 },
  );
});
