import { describe, expect, it } from 'vitest';
import {
  loadScenario,
  type PlanOptions,
  parseScenario,
  planScenario,
  ScenarioProblems,
  validateScenario,
} from './index.ts';

const cluster = 'cluster: { kafka: "3.4.0", brokers: 3 }';
const head = ['title: A', cluster, 'topic: { name: topic1 }'];

/** The problems of a scenario whose steps begin at line 5. */
function problemsOf(...lines: string[]): string[] {
  try {
    validateScenario(parseScenario(lines.join('\n'), 'x.yaml'));
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error;
    return error.problems.map(({ place, message }) => `${place.text} ${message}`);
  }
}

function stepProblems(...steps: string[]): string[] {
  return problemsOf(...head, 'steps:', ...steps.map((step) => `  - ${step}`));
}

describe('a step that cannot be read', () => {
  it.each([
    ['load: { rate: fast }', 'stop-load:'],
    ['load: { rate: fast, name: writers }', 'stop-load: writers'],
    ['laod: { rate: 10/s, name: writers }', 'stop-load: [writers]'],
  ])('%s is one mistake, and no second one at %s', (bad, stop) => {
    expect(stepProblems(bad, stop)).toHaveLength(1);
  });

  it('hides no load that nobody started', () => {
    expect(stepProblems('load: { rate: fast }', 'stop-load: others')).toHaveLength(2);
  });
});

describe('a file', () => {
  it.each([
    [['title: A', cluster, 'topic: { name: a }', 'steps: []'], []],
    [
      ['titel: A', cluster, 'topic: { name: a }', 'steps: []'],
      ["x.yaml:1:1 unknown key 'titel'; did you mean 'title'?"],
    ],
    [['title: A', 'topic: { name: a }', 'steps: []'], ["x.yaml:1:1 'cluster': missing; expected a map"]],
    [['title: A', cluster, 'steps: []'], ["x.yaml:1:1 'topic' is missing: topic: { name: topic1 }"]],
    [
      ['title: A', cluster, 'topic: { name: a/b }', 'steps: []'],
      [
        "x.yaml:3:16 'name': expected a topic name of letters, digits, dots, underscores and dashes, got `a/b`",
      ],
    ],
    [
      ['title: A', cluster, 'topic: { name: a, replicas: 5 }', 'steps: []'],
      ["x.yaml:3:29 'replicas': 5 replicas need as many brokers, there are 3"],
    ],
    [
      ['title: A', cluster, 'topics: [{ name: a }, { name: a }]', 'steps: []'],
      ["x.yaml:3:31 two topics are called 'a'"],
    ],
    [
      ['title: A', cluster, 'topic: { name: a }', 'topics: [{ name: b }]', 'steps: []'],
      ["x.yaml:4:1 say 'topic' or 'topics', not both"],
    ],
    [
      [...head, 'steps: []', 'budget: 30', 'seed: 7'],
      [
        "x.yaml:5:9 'budget': expected a duration such as 500ms, 30s or 2m, got `30` (number)",
        "x.yaml:6:1 unknown key 'seed'; there are $schema, title, threat, source, about, cluster, autostart, topic, topics, budget, steps, expect, variants",
      ],
    ],
    [
      [...head, 'steps: []', 'expect: { lost: 1, anomalies: [lost-writes], down: [broker-9] }'],
      [
        "x.yaml:5:32 unknown anomaly 'lost-writes'; did you mean 'lost-write'?",
        "x.yaml:5:53 unknown node 'broker-9'; did you mean 'broker-1'?",
      ],
    ],
    [
      [...head, 'steps: []', 'expect: no-los'],
      ["x.yaml:5:9 'expect': expected no-loss, loss or a map such as { lost: 1 }, got `no-los`"],
    ],
  ])('%j is told in full', (lines, problems) => {
    expect(problemsOf(...lines)).toEqual(problems);
  });
});

describe('the steps', () => {
  it('are all told at once, each with its place', () => {
    expect(
      stepProblems(
        'kil: broker-1',
        'kill: broker-4',
        'wait: { leader: broker-1, timeout: 30 }',
        'truncate: { node: broker-1, bites: 3 }',
        'produce',
      ),
    ).toEqual([
      "x.yaml:5:5 unknown step 'kil'; did you mean 'kill'?",
      "x.yaml:6:11 'kill': no node is called 'broker-4'; there are zookeeper, broker-1, broker-2, broker-3",
      "x.yaml:7:40 'timeout': expected a duration such as 500ms, 30s or 2m, got `30` (number)",
      "x.yaml:8:33 unknown key 'bites'; did you mean 'bytes'?",
      "x.yaml:9:5 a step is a map with one key: write 'produce:' and what it is about",
    ]);
  });

  it.each([
    [['kill: broker-1', 'kill: broker-1'], ['x.yaml:6:11']],
    [['start: broker-1'], ['x.yaml:5:12']],
    [['truncate: { node: broker-1, bytes: 1 }'], ['x.yaml:5:15']],
    [['kill: brokers', 'pick: { old: leader }'], ['x.yaml:6:18']],
    [['kill: brokers', 'start: [broker-1, broker-2]', 'start: broker-2'], ['x.yaml:7:12']],
    [['wipe: controller-1'], ['x.yaml:5:11']],
    [['kill: [broker-1, old]'], ['x.yaml:5:22']],
    [['pick: { all: leader }'], ['x.yaml:5:18']],
    [['wait: { isr: [broker-1, broker-7] }'], ['x.yaml:5:29']],
    [['produce: { records: 1, topic: other }'], ['x.yaml:5:35']],
    [['produce: { records: 1, partition: topic1-1 }'], ['x.yaml:5:39']],
  ])('%j cannot work when walked', (steps, places) => {
    expect(stepProblems(...steps).map((problem) => problem.split(' ')[0])).toEqual(places);
  });

  it.each([
    [['pick: { old: leader }', 'kill: old', 'kill: broker-1']],
    [['kill: leader', 'start: broker-1']],
    [['kill: brokers', 'start: brokers', 'kill: broker-2', 'start: broker-2']],
    [['pick: { old: leader }', 'kill: zookeeper', 'kill: brokers', 'truncate: { node: old, bytes: 10 }']],
    [['kill: metadata', 'start: zookeeper']],
  ])('%j can work', (steps) => {
    expect(stepProblems(...steps)).toEqual([]);
  });

  it('with two keys in one map are two steps', () => {
    expect(problemsOf(...head, 'steps:', '  - kill: broker-1', '    start: broker-1')).toEqual([
      "x.yaml:6:5 'start' stands beside 'kill': a step is a map with one key, so indent it below, or begin a step of its own with '-'",
    ]);
  });

  it('after a step that cannot be read are not accused of what it may have done', () => {
    expect(
      stepProblems('kill: broker-1', 'pik: { old: leader }', 'stat: broker-1', 'kill: [broker-1, old]'),
    ).toEqual([
      "x.yaml:6:5 unknown step 'pik'; did you mean 'pick'?",
      "x.yaml:7:5 unknown step 'stat'; did you mean 'start'?",
    ]);
  });

  it('may be the ones that start the cluster', () => {
    const lines = [...head, 'autostart: false', 'steps: [{ start: zookeeper }, { start: brokers }]'];
    expect(problemsOf(...lines)).toEqual([]);
    expect(problemsOf(...head, 'steps: [{ start: zookeeper }]')).toHaveLength(1);
  });
});

describe('a variant', () => {
  const steps = [
    'steps:',
    '  - kill: broker-1',
    '  - truncate: { node: broker-1, bytes: 1 }',
    '  - start: broker-1',
  ];

  it.each([
    ['{ remove: [truncate] }', []],
    ['{ remove: [trunc] }', ["x.yaml:9:17 variant 'a': unknown step 'trunc'; did you mean 'truncate'?"]],
    ['{ remove: [3] }', ["x.yaml:9:17 variant 'a': unknown step '3'; there are kill, truncate, start"]],
    [
      '{ set: { steps.truncate.bites: 1 } }',
      ["x.yaml:9:37 variant 'a': unknown key 'bites'; did you mean 'bytes'?"],
    ],
    [
      '{ set: { topic.replicas: 9 } }',
      ["x.yaml:9:31 variant 'a': 'replicas': 9 replicas need as many brokers, there are 3"],
    ],
    ['{ expect: { lost: one } }', ["x.yaml:9:24 'lost': expected a whole number, got `one`"]],
    ['{ xpect: loss }', ["x.yaml:9:8 unknown key 'xpect'; did you mean 'expect'?"]],
  ])('%s is checked at its own place', (variant, problems) => {
    expect(problemsOf(...head, ...steps, 'variants:', `  a: ${variant}`)).toEqual(problems);
  });

  it('that leaves out the step that makes a later one possible is told', () => {
    const [problem, ...others] = problemsOf(...head, ...steps, 'variants:', '  a: { remove: [kill] }');
    expect(problem).toMatch(/^x\.yaml:6:15 variant 'a': 'truncate': broker-1 runs at this point/);
    expect(others).toHaveLength(1);
  });
});

function hintOf(name: string, options: PlanOptions): string {
  try {
    planScenario(loadScenario(name), options);
    return 'it was planned';
  } catch (error) {
    if (error instanceof ScenarioProblems) return error.hint ?? '';
    throw error;
  }
}

describe('a refusal of a Kafka version', () => {
  it.each([
    ['key9-loss', { kafka: '4.3.1' }, 'with --variant kraft.'],
    ['key9-power-loss', { kafka: '4.1.1' }, 'with --variant kraft, kraft-fsync.'],
    ['key9-loss', { kafka: '4.3.1', variant: 'control' }, 'with --variant kraft.'],
    [
      'key9-loss',
      { kafka: '3.4.0', variant: 'kraft' },
      'without --variant, or with --variant control, three-records.',
    ],
    [
      'last-replica-standing',
      { kafka: '3.4.0', variant: 'stopped' },
      'without --variant, or with --variant elr-off, elr-off-stopped, flush, truncate, no-fault.',
    ],
  ])('of %s %j names the variants that it can run', (name, options, ways) => {
    expect(hintOf(name, options).split('\n').at(-1)).toBe(`That Kafka can run it ${ways}`);
  });

  it('names none where there is none', () => {
    expect(hintOf('controller-power-loss', { kafka: '3.4.0' })).toBe('1 problem, nothing was started.');
    expect(hintOf('key9-loss', { kafka: '9.9.9' })).toBe('2 problems, nothing was started.');
  });
});

it('a mistake that is not about the cluster gets no advice on variants', () => {
  expect(hintOf('key9-loss', { set: ['steps.9.bites=1'] })).toBe('1 problem, nothing was started.');
});

describe('what a step cannot do at its place', () => {
  const twoDisks = 'cluster: { kafka: "3.9.1", logDirs: 2, disk: { filesystem: ext4 } }';
  const within = (...steps: string[]) =>
    problemsOf('title: A', twoDisks, 'topic: { name: a }', 'steps:', ...steps.map((step) => `  - ${step}`));

  it.each([
    ['disk-failure: { node: broker-1, dir: 3 }', 'x.yaml:5:42 '],
    ['fill-disk: { node: broker-1, dir: 3 }', 'x.yaml:5:39 '],
  ])('%s: there are two', (step, place) => {
    const name = step.split(':')[0];
    const text = 'broker-1 has 2 disks, so there is no disk 3; `logDirs` says how many';
    expect(within(step)).toEqual([`${place}'${name}': ${text}`]);
    expect(within(step.replace('3', '2'))).toEqual([]);
  });

  it.each([
    [['kill: broker-1', 'heal:'], 1],
    [['pause: broker-1', 'heal: broker-2'], 1],
    [['pause: broker-1', 'heal: broker-1'], 0],
    [['pause: leader', 'heal: broker-2'], 0],
    [['isolate: broker-1', 'heal:'], 0],
    [['paws: broker-1', 'heal:'], 1],
  ])('%j', (steps, count) => {
    const found = within(...steps);
    expect(found).toHaveLength(count);
    if (steps[0] === 'kill: broker-1')
      expect(found[0]).toContain("'heal': there is nothing to undo at this point");
  });
});
