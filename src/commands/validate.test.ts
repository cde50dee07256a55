import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runValidate } from './validate.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fsync-lab-validate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function validate(...files: string[]) {
  const lines: string[] = [];
  const exit = runValidate(files, {}, (line) => lines.push(...line.split('\n')));
  return { exit, lines };
}

function file(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const head = ['title: A', 'cluster: { kafka: "3.4.0" }', 'topic: { name: a }'];

it('a good file exits 0 and names its variants', () => {
  expect(validate('key9-loss')).toEqual({
    exit: 0,
    lines: ['key9-loss: good, 17 steps, variants control, three-records, kraft'],
  });
});

it('all problems of all files are told, and the exit code is 2', () => {
  const bad = file('bad.yaml', ...head, 'steps: [{ kil: a }, { kill: broker-7 }]');
  const syntax = file('syntax.yaml', 'a: b: c');
  expect(validate(bad, 'kill-all', syntax, join(folder, 'gone.yaml'))).toEqual({
    exit: 2,
    lines: [
      `${bad}:4:11  unknown step 'kil'; did you mean 'kill'?`,
      `${bad}:4:29  'kill': no node is called 'broker-7'; there are zookeeper, broker-1, broker-2, broker-3`,
      '2 problems, nothing was started. `fsync-lab list steps` shows what there is.',
      'kill-all: good, 6 steps',
      `${syntax}:1:4  not YAML: Nested mappings are not allowed in compact mappings`,
      '1 problem, nothing was started.',
      `there is no file ${join(folder, 'gone.yaml')}`,
      expect.stringMatching(/^Give a file, or one of the library: .*key9-loss, .*kill-all/),
    ],
  });
});

it('a setting without effect is a warning, not a problem', () => {
  const written = file(
    'warned.yaml',
    ...head.slice(0, 1),
    'cluster:',
    '  kafka: "3.4.0"',
    '  config: { log.flush.interval.ms: 1 }',
    ...head.slice(2),
    'steps: []',
  );
  const { exit, lines } = validate(written);
  expect(exit).toBe(0);
  expect(lines).toContainEqual(
    expect.stringMatching(/warned\.yaml: warning: log\.flush\.interval\.ms has no effect/),
  );
});
