import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { libraryScenarios } from '../library.ts';
import { loadScenario, threatOf } from '../load.ts';
import { librarySuites, loadSuite } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-suite-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string): string {
  const file = join(folder, 'mine.yaml');
  writeFileSync(file, text);
  return file;
}

const whole = `
title: Two by two by two
scenarios:
  - kill-all
  - { label: the demo, scenario: key9-loss, set: { steps.truncate.bytes: 20 } }
axes:
  version:
    3.4.0 ZooKeeper: { kafka: "3.4.0" }
    3.9.1 ZooKeeper: { kafka: "3.9.1", set: { cluster.metadata: zookeeper } }
  flush:
    defaults:
    flush=1: { set: { cluster.config.log.flush.interval.messages: 1 } }
exclude:
  - { when: { scenario: the demo, version: 3.9.1 ZooKeeper }, why: it is about 3.4.0 }
expect:
  - { expect: {} }
  - { when: { flush: flush=1 }, expect: no-loss }
`;

test('a cell is a combination of labels with what they lay over the scenario, in the order of the file', () => {
  const { cells, axes, name } = loadSuite(written(whole));
  expect(name).toBe('mine');
  expect(axes.map(({ labels }) => labels.length)).toEqual([2, 2, 2]);
  expect(cells).toHaveLength(8);
  expect(cells[3]?.labels).toEqual({ scenario: 'kill-all', version: '3.9.1 ZooKeeper', flush: 'flush=1' });
  expect(cells[3]?.plan).toMatchObject({
    name: 'kill-all',
    cluster: { kafka: '3.9.1', config: { 'log.flush.interval.messages': '1' } },
    expect: { loss: 'none' },
  });
  expect(cells[2]?.plan?.expect).toMatchObject({ loss: null, lost: null });
  expect(cells.filter(({ excluded }) => excluded !== null).map(({ plan }) => plan)).toEqual([null, null]);
});

test('options lie over every cell', () => {
  const { cells } = loadSuite(written(whole), { set: ['topic.partitions=2'] });
  const plans = cells.flatMap(({ plan }) => plan ?? []);
  expect(plans.map(({ topics }) => topics[0]?.partitions)).toEqual(plans.map(() => 2));
});

it.each([
  ['scenaros: [kill-all]', /mine\.yaml:2:1 +unknown key 'scenaros'; did you mean 'scenarios'\?/],
  [
    'scenarios: [kill-al]',
    /mine\.yaml:2:13 +kill-al: no scenario is called 'kill-al'; did you mean 'kill-all'\?/,
  ],
  [
    'scenarios: [kill-all, kill-all]',
    /mine\.yaml:2:23 +two scenarios are called 'kill-all'; give one a label/,
  ],
  [
    'scenarios: [kill-all]\nexclude: [{ when: { scenario: kil-all }, why: x }]',
    /mine\.yaml:3:31 +unknown label of scenario 'kil-all'; did you mean 'kill-all'\?/,
  ],
  ['scenarios: [kill-all]\nrows: [versions]\naxes: { version: { a: } }', /3:8 +unknown axis 'versions'/],
  [
    'scenarios: [kill-all]\naxes: { a: { b: { set: { cluster.confg.x: 1 } } } }',
    /mine\.yaml:3:26 +kill-all, b: unknown key 'confg'; did you mean 'config'\?/,
  ],
  [
    'scenarios: [kill-all]\naxes: { a: { b: { kafka: "9.9.9" } } }',
    /mine\.yaml:3:19 +kill-all, b: .*9\.9\.9/,
  ],
  [
    'scenarios: [kill-all]\nexpect: [{ expect: lossy }]',
    /mine\.yaml:3:20 +kill-all: .*no-loss, loss or a map/,
  ],
])('%s is told at its place', (text, message) => {
  const load = () => loadSuite(written(`title: x\n${text}\n`));
  expect(load).toThrow(UserError);
  expect(load).toThrow(message);
});

it.each(librarySuites())('suite %s of the library is planned without a problem', (name) => {
  expect(loadSuite(name).cells.length).toBeGreaterThan(1);
});

test('my-config has every threat of the library', () => {
  const threats = libraryScenarios().filter(({ name }) => threatOf(loadScenario(name)) !== undefined);
  expect(threats.length).toBeGreaterThan(5);
  const planned = loadSuite('my-config').cells.map(({ plan }) => plan?.name);
  expect(planned.sort()).toEqual(threats.map(({ name }) => name).sort());
});
