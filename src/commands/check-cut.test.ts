import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientHistories } from '../checks/testing/clients.ts';
import { UserError } from '../errors.ts';
import { runCheck } from './check.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-cut-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(text: string): Promise<{ exit: number; result: { valid: unknown } }> {
  const file = join(folder, 'history.jsonl');
  await writeFile(file, text);
  const printed: string[] = [];
  const exit = await runCheck(file, { json: true }, (line) => void printed.push(line));
  return { exit, result: JSON.parse(printed.join('\n')) };
}

const texts = clientHistories.map((ops) =>
  [...ops, { type: 'end', time: 1 }].map((op) => `${JSON.stringify(op)}\n`).join(''),
);

test('a history that is cut anywhere is judged as far as it goes, and never proven', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (text, choice) => {
      const { exit, result } = await check(text.slice(0, choice % (text.length - 22)));
      expect([exit, result.valid]).toEqual([3, 'unknown']);
    }),
    { numRuns: 1000 },
  );
});

const rubbish = fc.oneof(fc.json(), fc.string(), fc.constantFrom('\0', '{', '[]', '{"type":"op"}', '\ufeff'));

test('a line of rubbish is named with its number, or is none of our business', async () => {
  await fc.assert(
    fc.asyncProperty(texts, rubbish, fc.nat(), async (text, line, choice) => {
      const lines = text.split('\n');
      const at = 1 + (choice % (lines.length - 2));
      lines.splice(at, 0, line.replaceAll('\n', ' '));
      const outcome = await check(lines.join('\n')).catch((error: unknown) => error);
      const isNamed = outcome instanceof UserError;
      if (isNamed) expect(outcome.where).toBe(`${join(folder, 'history.jsonl')}:${at + 1}`);
      else expect(outcome).toMatchObject({ exit: expect.any(Number) });
    }),
    { numRuns: 300 },
  );
});
