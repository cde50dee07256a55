import { describe, expect, it } from 'vitest';
import type { Plan } from '../plan.ts';
import { type PlanOptions, parseScenario, planScenario, ScenarioProblems } from './index.ts';

const text = `
title: A
cluster:
  kafka: "3.4.0"
  brokers: 3
  config: { min.insync.replicas: 2 }
topic: { name: topic1, partitions: 2, replicas: 2 }
steps:
  - kill: broker-1
  - truncate: { node: broker-1, bytes: 10 }
  - start: broker-1
  - idle: 8s
  - kill: broker-2
expect: no-loss
variants:
  control: { remove: [truncate], expect: { lost: 0 }, set: { topic.partitions: 1 } }
`;

function plan(options: PlanOptions = {}, source = text): Plan {
  return planScenario(parseScenario(source, 'some/name.yaml'), options);
}

function set(...assignments: string[]): Plan {
  return plan({ set: assignments });
}

function problems(options: PlanOptions): string[] {
  try {
    plan(options);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error;
    return error.problems.map(({ place, message }) => `${place.text}: ${message}`);
  }
}

describe('a plan', () => {
  it('has no gaps', () => {
    expect(plan()).toMatchObject({
      name: 'name',
      title: 'A',
      source: null,
      variant: null,
      file: 'some/name.yaml',
      budgetMs: 600_000,
      runtime: 'auto',
      system: 'kafka',
      cluster: { kafka: '3.4.0', config: { 'min.insync.replicas': '2' } },
      autostart: true,
      nodes: [{ name: 'zookeeper' }, { name: 'broker-1' }, { name: 'broker-2' }, { name: 'broker-3' }],
      expect: { loss: 'none', lost: null, anomalies: null, down: [], unavailable: null },
      patches: [],
    });
  });

  it('assigns replicas in node order, rotated by the number of the partition', () => {
    expect(plan().topics).toMatchObject([
      {
        name: 'topic1',
        assignment: [
          ['broker-1', 'broker-2'],
          ['broker-2', 'broker-3'],
        ],
      },
    ]);
  });

  it('holds each step as written, and what its schema makes of it', () => {
    expect(plan().steps.slice(1, 4)).toMatchObject([
      { name: 'truncate', text: 'truncate: {node: broker-1, bytes: 10}', args: { nodes: ['broker-1'] } },
      { name: 'start', text: 'start: broker-1' },
      { name: 'idle', text: 'idle: 8s', args: 8000 },
    ]);
  });

  it('has three replicas by default, or one a broker when there are fewer', () => {
    const source = (brokers: number) =>
      `title: A\ncluster: { kafka: "3.4.0", brokers: ${brokers} }\ntopic: { name: a }\nsteps: []\n`;
    expect(plan({}, source(5)).topics[0]?.replicas).toBe(3);
    expect(plan({}, source(2)).topics[0]?.replicas).toBe(2);
  });
});

describe('--set', () => {
  it.each([
    [['topic.partitions=1'], { topics: [{ partitions: 1 }] }],
    [['topics.0.name=other'], { topics: [{ name: 'other' }] }],
    [['topics=[{ name: a }, { name: b }]'], { topics: [{ name: 'a' }, { name: 'b' }] }],
    [['topics=[{ name: a }]', 'topic.name=b'], { topics: [{ name: 'b' }] }],
    [
      ['cluster.config.log.flush.interval.messages=1'],
      { cluster: { config: { 'log.flush.interval.messages': '1', 'min.insync.replicas': '2' } } },
    ],
    [
      ['cluster.nodes.broker-2.config.broker.rack=x'],
      { cluster: { nodes: { 'broker-2': { config: { 'broker.rack': 'x' } } } } },
    ],
    [
      ['cluster.config.log.flush.interval.ms=9223372036854775807'],
      { cluster: { config: { 'log.flush.interval.ms': '9223372036854775807' } } },
    ],
    [['cluster.brokers=4', 'cluster.brokers=5'], { cluster: { brokers: 5 } }],
    [['expect=loss'], { expect: { loss: 'some' } }],
    [['expect.lost=1'], { expect: { loss: null, lost: 1 } }],
    [['expect.lost=1', 'expect.anomalies=[lost-write]'], { expect: { lost: 1, anomalies: ['lost-write'] } }],
    [['title=1'], { title: '1' }],
    [['budget=30s'], { budgetMs: 30_000 }],
  ])('%j changes the plan', (assignments, changed) => {
    expect(set(...assignments)).toMatchObject(changed);
  });

  it.each([
    ['steps.1.bytes=0', 1, 'truncate: {node: broker-1, bytes: 0}'],
    ['steps.truncate.bytes=0', 1, 'truncate: {node: broker-1, bytes: 0}'],
    ['steps.1.truncate.bytes=0', 1, 'truncate: {node: broker-1, bytes: 0}'],
    ['steps.truncate={ node: broker-1, records: 3 }', 1, 'truncate: {node: broker-1, records: 3}'],
    ['steps.3={ wipe: broker-1 }', 3, undefined],
    ['steps.2.timeout=5s', 2, 'start: {node: broker-1, timeout: 5s}'],
    ['steps.3=idle: 1s', 3, 'idle: 1s'],
    ['steps.idle=1s', 3, 'idle: 1s'],
  ])('%s finds its step', (assignment, index, written) => {
    if (written === undefined)
      expect(problems({ set: [assignment] })[0]).toMatch(/^--set steps\.3: 'wipe': /);
    else expect(set(assignment).steps[index]?.text).toBe(written);
  });

  it.each([
    ['topic', ['--set topic: expected PATH=VALUE, such as topic.partitions=2']],
    ['topic..name=a', ['--set topic..name: expected names with dots between them, got `topic..name`']],
    ['topic.name=[', ['--set topic.name: not YAML: Flow sequence must end with a ]']],
    ['topic.partition=2', ["--set topic.partition: unknown key 'partition'; did you mean 'partitions'?"]],
    ['title.a=2', ["--set title.a: 'title' has no parts, so there is no 'a' to set"]],
    ['topics.1.name=a', ['--set topics.1.name: there is no topics.1']],
    ['steps.9.bytes=1', ['--set steps.9.bytes: there is no steps.9: steps are counted from 0 to 4']],
    [
      'steps.kill=broker-3',
      ["--set steps.kill: several steps are called 'kill': say which, as steps.0, steps.4"],
    ],
    ['steps.kil=1', ["--set steps.kil: unknown step 'kil'; did you mean 'kill'?"]],
    ['steps.3.for=1s', ["--set steps.3.for: 'steps.3.idle' has no parts, so there is no 'for' to set"]],
    ['steps.1.bites=3', ["--set steps.1.bites: unknown key 'bites'; did you mean 'bytes'?"]],
    ['expect.anomalies=[lost]', ['--set expect.anomalies: unknown anomaly']],
    [
      'topic.config.flush.mesages=1',
      [
        "--set topic.config.flush.mesages: Kafka 3.4.0 knows no topic key 'flush.mesages'; did you mean 'flush.messages'? (--allow-unknown lets it through)",
      ],
    ],
    [
      'cluster.config={ "a.b": "1\\nlog.dirs=/tmp" }',
      ["--set cluster.config: 'a.b' holds a line break or NUL"],
    ],
    [
      'cluster.config.ssl.key.password=Secret-Z',
      ["--set cluster.config.ssl.key.password: 'ssl.key.password' is a secret"],
    ],
    ['topic.replicas=4', ["--set topic.replicas: 'replicas': 4 replicas need as many brokers, there are 3"]],
    ['__proto__.a=1', ["--set __proto__.a: unknown key '__proto__'"]],
    ['cluster.config={ __proto__: { a: 1 } }', ["--set cluster.config: unknown key '__proto__'"]],
    [
      'cluster.constructor.prototype.a=1',
      ["--set cluster.constructor.prototype.a: unknown key 'constructor'"],
    ],
  ])('%s is told at the flag', (assignment, told) => {
    const found = problems({ set: [assignment] });
    expect(found).toHaveLength(told.length);
    for (const [index, start] of told.entries()) expect(found[index]?.slice(0, start.length)).toBe(start);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it('of an argument cannot reach into a short form that means nothing', () => {
    expect(problems({ set: ['steps.0.kill=[]', 'steps.0.partition=topic1-0'] })).toContain(
      "--set steps.0.partition: 'kill' is in its short form there; set the whole step: --set 'steps.0={ kill: … }'",
    );
  });

  it('comes after a variant and wins over it', () => {
    const patched = plan({ variant: 'control', set: ['expect.lost=1'] });
    expect(patched).toMatchObject({
      variant: 'control',
      topics: [{ partitions: 1 }],
      expect: { lost: 1 },
      patches: ['--variant control', '--set expect.lost=1'],
    });
    expect(patched.steps.map(({ name }) => name)).toEqual(['kill', 'start', 'idle', 'kill']);
  });
});

describe('other patches', () => {
  it('--allow-unknown lets keys through that this Kafka does not know, tells them, and is a patch', () => {
    const patched = plan({ allowUnknown: true, set: ['cluster.config.no.such.key=1'] });
    expect(patched.cluster).toMatchObject({ allowUnknown: true, config: { 'no.such.key': '1' } });
    expect(patched.warnings).toContainEqual(expect.stringContaining("'no.such.key'"));
    expect(patched.patches).toContain('--allow-unknown');
  });

  it('an unknown variant is told with a suggestion', () => {
    expect(problems({ variant: 'contrl' })).toEqual([
      "--variant contrl: name: unknown variant 'contrl'; did you mean 'control'?",
    ]);
  });

  it('--kafka takes the place of the version and of a distribution', () => {
    const source = text.replace('kafka: "3.4.0"', 'home: /opt/kafka');
    expect(plan({ kafka: '3.4.0' }, source).cluster).toMatchObject({ kafka: '3.4.0' });
    expect(plan({ kafka: '3.4.0' }, source).cluster).not.toHaveProperty('home');
    expect(problems({ kafka: '1.0' })[0]).toMatch(/^--kafka 1\.0: Kafka 1\.0 is not pinned/);
  });

  it('--kafka-home is an absolute path, so that the plan can be run from anywhere', () => {
    expect(plan({ kafkaHome: '/opt/../opt/kafka' }).cluster).toMatchObject({ home: '/opt/kafka' });
  });
});
