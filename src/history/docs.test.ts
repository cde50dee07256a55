import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { historyDocs } from './docs.ts';
import { eventSchema } from './event.ts';

test('docs/history.md is fresh (else: npx tsx src/history/write-docs.ts)', async () => {
  const stored = await readFile(join(import.meta.dirname, '../../docs/history.md'), 'utf8');
  expect(stored).toBe(historyDocs());
});

test.each(eventSchema.options.map((option) => option.shape.type.value))('%s lines are described', (type) => {
  expect(historyDocs()).toMatch(new RegExp(`## \`${type}\`\n\n\\S`));
});
