import { expect, test } from 'vitest';
import type { Plan } from '../../plan.ts';
import { loadSuite } from '../../scenario/index.ts';
import { jobOf, OtherVersion, planOfJob, type QueueJob } from './job.ts';

const cells = loadSuite('smoke', { kafka: '3.9.1' }).cells;

function jobs(): readonly { readonly plan: Plan; readonly job: QueueJob }[] {
  return cells.flatMap(({ plan, labels, text }) =>
    plan === null ? [] : [{ plan, job: jobOf(plan, { labels, scenario: text() }) }],
  );
}

/** As it comes through the queue. */
const sent = (job: unknown) => planOfJob(JSON.parse(JSON.stringify(job)));

const first = () => {
  const [one] = jobs();
  if (!one) throw new Error('no cell');
  return one.job;
};

test('a worker makes the plan that the matrix has, of every cell', () => {
  expect(jobs().length).toBe(4);
  for (const { plan, job } of jobs()) expect(sent(job)).toEqual(JSON.parse(JSON.stringify(plan)));
});

test('a job of another version is told as such', () => {
  const job = { ...first(), tool: '9.9.9', new: 'key' };
  expect(() => sent(job)).toThrow(OtherVersion);
  expect(() => sent(job)).toThrow(/it is of fsync-lab 9\.9\.9, and this one is \d/);
});

const etcd = (flags: string) =>
  `title: A\ncluster: { etcd: "3.6.16", flags: ${flags} }\nsteps: [{ kill: member-1 }]`;
const kafka = (config: string, more = '') =>
  `title: A\ncluster: { kafka: "3.9.1", config: ${config}${more} }\ntopic: { name: t }\nsteps: [{ kill: broker-1 }]`;
const step = (text: string) => `title: A\ncluster: { kafka: "3.9.1" }\ntopic: { name: t }\nsteps: [${text}]`;

test.each<[string, object, RegExp]>([
  ['nothing', { version: undefined }, /no job of fsync-lab: version/],
  ['a key that nobody knows', { run: 'rm -rf /' }, /no job of fsync-lab: it: Unrecognized key/],
  ['a name that leaves the folder', { name: '../../x' }, /name: expected a name without a path/],
  ['a variant that leaves the folder', { variant: '../x' }, /variant: expected a name without a path/],
  ['a name of dots', { name: '..' }, /name: expected/],
  ['a digest that is none', { digest: 'x' }, /no job of fsync-lab: digest/],
  ['a runtime that is none', { runtime: 'ssh' }, /no job of fsync-lab: runtime/],
  ['a scenario of another plan', { scenario: kafka('{}') }, /another one than was meant/],
  ['labels of another cell', { labels: { scenario: 'x' } }, /another one than was meant/],
  ['no scenario', { scenario: '- a' }, /a scenario is a map/],
  ['more than a scenario', { scenario: ' '.repeat(300_000) }, /no job of fsync-lab: scenario/],
  ['a step that nobody knows', { scenario: step('{ shell: rm }') }, /shell/],
  [
    'a file outside of the node',
    {
      scenario: step(
        '{ kill: broker-1 }, { truncate: { node: broker-1, file: ../../../etc/passwd, bytes: 1 } }',
      ),
    },
    /file/,
  ],
  [
    'a program of its own',
    { scenario: kafka('{}', ', home: /tmp/evil') },
    /'home' is a program of one machine/,
  ],
  [
    'a program of its own for etcd',
    { scenario: etcd('{}').replace('flags', 'home: /tmp/evil, flags') },
    /'home'/,
  ],
  [
    'a class of a listener',
    { scenario: kafka('{ listener.name.x.sasl.login.class: org.x.Y }') },
    /stays at home: security/,
  ],
  ['a file provider', { scenario: kafka('{ config.providers: file }') }, /stays at home: config providers/],
  ['a reporter', { scenario: kafka('{ metric.reporters: org.x.Y }') }, /stays at home: metrics/],
  [
    'a class on one node',
    { scenario: kafka('{}', ', nodes: { broker-2: { config: { authorizer.class.name: org.x.Y } } }') },
    /stays at home/,
  ],
  [
    'a flag that names a file',
    { scenario: etcd('{ auth-token: "jwt,pub-key=/etc/x" }') },
    /'auth-token' is not among/,
  ],
  [
    'a setting that reads a file, in a value',
    {
      scenario: `title: A\ncluster: { nats: "2.12.1", config: { write_deadline: "2s\\ninclude /etc/x" } }\nsteps: [{ kill: server-1 }]`,
    },
    /'write_deadline' is not among/,
  ],
  ['a secret', { scenario: kafka('{ sasl.jaas.config: x }') }, /is a secret/],
  ['a place to write to', { scenario: kafka('{ log.dirs: /etc }') }, /log\.dirs/],
])('%s is refused', (_what, change, message) => {
  expect(() => sent({ ...first(), ...change })).toThrow(message);
});

test('what is no object at all is refused', () => {
  for (const data of [null, 1, 'x', []]) expect(() => planOfJob(data)).toThrow(/no job of fsync-lab/);
});

test('a file that is none of the library is not looked for', () => {
  expect(sent({ ...first(), file: '/etc/passwd' }).file).toBe(null);
  expect(sent(first()).file).toBe('key9-loss');
});
