import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadScenario, planScenario, validateScenario } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-load-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);
const text = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

test('a merge key takes over what an anchor holds', () => {
  const { cluster } = planScenario(loadScenario(fixture('merge-key.yaml')));
  expect(cluster.nodes).toEqual({
    'broker-1': { config: { 'min.insync.replicas': '2', 'num.io.threads': '4' } },
  });
});

test('top-level keys that begin with x- hold anchors and are nothing by themselves', () => {
  const path = file(
    'x.yaml',
    text(
      'x-common: &common { min.insync.replicas: 2 }',
      'title: t',
      'cluster: { kafka: "3.4.0", brokers: 3, config: *common }',
      'topic: { name: topic1 }',
      'steps: [{ produce: { records: 1 } }]',
    ),
  );
  expect(planScenario(loadScenario(path)).cluster.config).toEqual({ 'min.insync.replicas': '2' });
});

test('a number in quotes is told as a text in quotes', () => {
  const path = fixture('number-in-quotes.yaml');
  expect(() => validateScenario(loadScenario(path))).toThrow(
    'expected a number of brokers from 1 to 9, got `"3"`, a text in quotes: leave them out',
  );
  expect(() => validateScenario(loadScenario(path))).toThrow(/'records': .*got `"10"`, a text in quotes/);
});

test('a file of another encoding is told as such', () => {
  const utf16 = file('utf16.yaml', Buffer.from('\u{feff}title: t\n', 'utf16le'));
  expect(() => loadScenario(utf16)).toThrow(/utf16\.yaml: it is UTF-16, not UTF-8$/);
  expect(() => loadScenario(file('latin1.yaml', Buffer.from('title: gr\xfcn\n', 'latin1')))).toThrow(
    /latin1\.yaml: it is no UTF-8 text$/,
  );
});

test('a byte order mark of UTF-8 is no part of the first key', () => {
  expect(loadScenario(file('bom.yaml', '\u{feff}title: t\n')).tree).toMatchObject({
    entries: new Map([['title', expect.anything()]]),
  });
});

test('a file that never ends is not read to its end', () => {
  expect(() => loadScenario('/dev/zero')).toThrow('/dev/zero: it is too large for a scenario');
});

test.runIf(process.platform === 'linux')('a scenario comes through a pipe, too', () => {
  const pipe = join(folder, 'pipe');
  const writer = `mkfifo '${pipe}'; cat '${fixture('merge-key.yaml')}' > '${pipe}' &`;
  execFileSync('/bin/sh', ['-c', writer], { stdio: 'ignore' });
  expect(loadScenario(pipe)).toMatchObject({ name: 'pipe', file: pipe });
});
