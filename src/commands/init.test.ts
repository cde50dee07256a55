import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadScenario, validateScenario } from '../scenario/index.ts';
import { runInit } from './init.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-init-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('writes a scenario that validates with every variant, and says how to go on', () => {
  const file = join(folder, 'deep/mine.yaml');
  const lines: string[] = [];
  expect(runInit(file, (line) => lines.push(line))).toBe(0);
  const plans = validateScenario(loadScenario(file));
  expect(plans.map(({ variant }) => variant)).toEqual([null, 'control', 'flush']);
  expect(plans.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(lines).toContain(`run       fsync-lab run ${file}`);
});

test('editors find the schema from where the file is', () => {
  const file = join(folder, 'editor.yaml');
  runInit(file, () => undefined);
  const [, schema = ''] = /\$schema=(\S+)/.exec(readFileSync(file, 'utf8')) ?? [];
  expect(schema).toMatch(/^\.\.?\//);
  expect(existsSync(resolve(dirname(file), schema))).toBe(true);
});

test.each([
  ['there.yaml', /is there already, and was left as it is/],
  ['mine.txt', /a scenario's name ends with \.yaml/],
  ['there.yaml/in.yaml', /can't be written/],
])('%s is refused, and nothing is overwritten', (name, message) => {
  writeFileSync(join(folder, 'there.yaml'), 'my own');
  expect(() => runInit(join(folder, name), () => undefined)).toThrow(message);
  expect(readFileSync(join(folder, 'there.yaml'), 'utf8')).toBe('my own');
});
