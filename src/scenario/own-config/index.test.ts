import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { leftOutLines } from '../../commands/dry-run.ts';
import type { Plan } from '../../plan.ts';
import { type PlanOptions, parseScenario, planScenario, ScenarioProblems } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-own-'));
afterAll(() => rmSync(folder, { recursive: true }));

const text = `
title: A
cluster:
  kafka: "3.9.1"
  metadata: kraft
  config: { min.insync.replicas: 2, log.segment.bytes: 1048576 }
  nodes: { broker-1: { config: { broker.rack: a, num.io.threads: 4 } } }
topic: { name: t1, config: { flush.messages: 5 } }
steps: [{ kill: broker-1 }]
variants:
  fsync: { set: { cluster.config.log.flush.interval.messages: 1 } }
`;

let files = 0;

/** Writes each text to a file of its own and plans the scenario with all of them. */
function plan(texts: readonly (string | Uint8Array)[], options: PlanOptions = {}): Plan {
  const config = texts.map((content) => {
    files += 1;
    const file = join(folder, `${files}.properties`);
    writeFileSync(file, content);
    return file;
  });
  return planScenario(parseScenario(text, 'a.yaml'), { config, ...options });
}

function problems(content: string | Uint8Array, options: PlanOptions = {}): readonly string[] {
  try {
    plan([content], options);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error;
    return error.problems.map(({ place, message }) => `${place.text.split('.properties:')[1]}: ${message}`);
  }
}

function origins({ settings = [] }: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(
    settings.map(({ of, key, value, origin }) => [
      `${of ?? ''} ${key}=${value}`.trim(),
      origin.replace(/^.*\/\d+\./, ''),
    ]),
  );
}

test("what the file lacks is Kafka's default, neither the scenario's nor the lab's, and every origin is told", () => {
  const planned = plan(['num.network.threads=3\nlog.retention.hours=168\n']);
  expect(planned.cluster).toMatchObject({
    defaults: 'kafka',
    config: { 'num.network.threads': '3', 'log.retention.hours': '168' },
  });
  const told = origins(planned);
  expect(told).toMatchObject({
    'num.network.threads=3': 'properties:1',
    'log.retention.hours=168': 'properties:2',
    'min.insync.replicas=1': "Kafka's default",
    'unclean.leader.election.enable=false': "Kafka's default",
    'auto.leader.rebalance.enable=true': "Kafka's default",
    'log.cleaner.enable=true': "Kafka's default",
    'broker.session.timeout.ms=1500': 'fsync-lab',
    'broker-1 broker.rack=a': 'a.yaml:7',
    't1 flush.messages=5': 'a.yaml:8',
  });
  const lab = Object.keys(told).filter((setting) => told[setting] === 'fsync-lab');
  expect(lab.map((setting) => setting.split('=')[0])).toEqual([
    'broker.heartbeat.interval.ms',
    'broker.session.timeout.ms',
    'log.cleaner.dedupe.buffer.size',
  ]);
});

test('without a file the settings are those of the scenario and the lab, and told as that', () => {
  const told = origins(planScenario(parseScenario(text, 'a.yaml')));
  expect(told).toMatchObject({
    'min.insync.replicas=2': 'a.yaml:6',
    'log.cleaner.enable=false': 'fsync-lab',
    'log.flush.interval.messages=9223372036854775807': "Kafka's default",
  });
});

test('several files are laid over each other in order', () => {
  const planned = plan(['min.insync.replicas=3\nbackground.threads=5\n', 'min.insync.replicas=1\n']);
  expect(planned.cluster.config).toEqual({ 'min.insync.replicas': '1', 'background.threads': '5' });
  expect(planned.patches.filter((patch) => patch.startsWith('--config '))).toHaveLength(2);
});

test('what a variant or --set asks for holds beside the file and over it, and is told as theirs', () => {
  const planned = plan(['min.insync.replicas=1\nlog.flush.interval.messages=7\n'], {
    variant: 'fsync',
    set: ['cluster.config.min.insync.replicas=3'],
  });
  expect(origins(planned)).toMatchObject({
    'log.flush.interval.messages=1': 'a.yaml:11',
    'min.insync.replicas=3': '--set cluster.config.min.insync.replicas',
  });
});

test("what the scenario's topic sets holds over the file, and is told; what --set asks for is not news", () => {
  const warnings = plan(['broker.id=1\n'], { set: ['topic.config.segment.ms=1000'] }).warnings.join('\n');
  expect(warnings).toContain(
    "topic t1 has settings of the scenario, which hold over your brokers': flush.messages=5",
  );
  expect(warnings).not.toContain('segment.ms');
});

test('the file is read for the Kafka that will run', () => {
  const old = 'log.message.format.version=2.8\nmin.insync.replicas=2\n';
  expect(plan([old]).leftOut).toEqual([]);
  expect(plan([old], { kafka: '4.1.1' }).leftOut).toMatchObject([{ group: 'of another version of Kafka' }]);
});

test('what is left out is told in one line, and one by one for --verbose', () => {
  const planned = plan(['listeners=PLAINTEXT://:9092\nssl.key.password=Secret-1\nmin.insync.replicas=2\n']);
  expect(planned.warnings[0]).toMatch(
    /properties: kept min\.insync\.replicas; .*Kafka's default; left out 2 \(--verbose lists them\): 1 set by fsync-lab; 1 security: ssl\.key\.password$/,
  );
  expect(leftOutLines(planned)).toEqual([
    expect.stringMatching(/^left out listeners +.*properties:1 {2}set by fsync-lab$/),
    expect.stringMatching(/^left out ssl\.key\.password +.*properties:2 {2}security$/),
  ]);
  expect(JSON.stringify(planned)).not.toContain('Secret-1');
});

test.each<[what: string, content: string | Uint8Array, told: string]>([
  [
    'a placeholder',
    'a=1\nmin.insync.replicas={{ n }}\n',
    "2: 'min.insync.replicas': `{{ n }}` is a placeholder",
  ],
  ['quotes', 'min.insync.replicas="2"\n', '1: .*a properties file has no quotes'],
  ['a slip of the pen', '\nmin.insync.replica=2\nbroker.id=1', "2: .*did you mean 'min.insync.replicas'"],
  ['an escape for the terminal', 'broker.rack=x\u001b[2J', "1: 'broker.rack' holds a control character"],
  ['an escaped line break', 'broker.rack=a\\nlog.dirs=/tmp', "1: 'broker.rack' holds a line break"],
  ['nothing', '', '1: no setting of a broker is in it'],
  [
    'a producer',
    'bootstrap.servers=a:1\nacks=all\ncompression.type=lz4\n',
    "1: .*'bootstrap.servers' is a client's",
  ],
  ['the logging', 'log4j.rootLogger=INFO, stdout\n', '1: no setting of a broker'],
  ['YAML', 'services:\n  kafka:\n    image: a\n', '2: this is no properties file but YAML'],
  ['a list of YAML', '# x\n- KAFKA_BROKER_ID=1\n', '2: this is no properties file but YAML'],
  ['JSON', '{ "a": 1 }', '1: this is no properties file but JSON'],
  ['XML', '\n<configuration/>', '2: this is no properties file but XML'],
  ['sections', '[server]\nbroker.id=1\n', '1: this is no properties file but one with sections'],
  ['a binary file', new Uint8Array([97, 61, 10, 0, 1]), '2: NUL bytes'],
  ['UTF-16', new Uint8Array([255, 254, 97, 0]), '1: this is UTF-16'],
  ['a bad escape', 'broker.id=1\nbroker.rack=\\u00g1\n', '2: a \\\\u that is not followed'],
  [
    'settings of a topic',
    'Dynamic configs for topic t1 are:\n  flush.messages=1 sensitive=false synonyms={}\n',
    '1: .*--set topic.config',
  ],
])('%s is refused at its line', (_what, content, told) => {
  expect(problems(content)).toEqual([expect.stringMatching(new RegExp(`^${told}`))]);
});

test('a slip of the pen is let through, and left out, with --allow-unknown', () => {
  const content = 'min.insync.replica=2\nbroker.id=1\n';
  expect(plan([content], { allowUnknown: true }).leftOut).toHaveLength(2);
});

test('a file that is not there, and a folder, are told with what to do', () => {
  const scenario = parseScenario(text, 'a.yaml');
  expect(() => planScenario(scenario, { config: [join(folder, 'gone')] })).toThrow(
    /--config .*gone: .*ENOENT/,
  );
  expect(() => planScenario(scenario, { config: [folder] })).toThrow(/EISDIR/);
});

test('3 MB of noise are told without comparing every key with every other', () => {
  const noise = Array.from(
    { length: 90_000 },
    (_, n) => `min.insync.replicas.${n.toString(36)}.x=some noise`,
  );
  expect(problems(`${noise.join('\n')}\nbroker.id=1\n`)).toEqual(['1: 90000 settings that no Kafka knows']);
  const [long = ''] = problems(`min.insync.replicas=${'x'.repeat(3_000_000)}`);
  expect(long.length).toBeLessThan(200);
  expect(problems(`broker.id=1\n${'x'.repeat(3_000_000)}`)).toEqual([]);
});
