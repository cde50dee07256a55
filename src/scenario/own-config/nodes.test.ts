import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Plan } from '../../plan.ts';
import { type PlanOptions, parseScenario, planScenario, ScenarioProblems } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-nodes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Plans a cluster of three brokers and a controller with these files, by their names. */
function plan(files: Readonly<Record<string, string>>, options: PlanOptions = {}): Plan {
  const config = Object.entries(files).map(([name, content]) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  });
  const text = `title: A
cluster: { kafka: "4.3.1" }
topic: { name: t1 }
steps: [{ kill: broker-1 }]
`;
  return planScenario(parseScenario(text, 'a.yaml'), { config, ...options });
}

function problems(files: Readonly<Record<string, string>>): readonly string[] {
  try {
    plan(files);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error;
    return error.problems.map(({ place, message }) =>
      `${place.text} ${message}`.replaceAll(`${folder}/`, ''),
    );
  }
}

const said = ({ warnings }: Plan) => warnings.join('\n').replaceAll(`${folder}/`, '');
const nodesOf = ({ cluster }: Plan) => cluster.nodes;

const broker =
  'process.roles=broker\nnode.id=1\nmin.insync.replicas=2\nunclean.leader.election.enable=true\n';
const controller = 'process.roles=controller\nnode.id=100\n';

test("what a controller decides it decides by its own file, and where that is silent by Kafka's default", () => {
  const planned = plan({ 'broker.properties': broker, 'controller.properties': controller });
  expect(planned.cluster.config).toEqual({
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'true',
  });
  expect(nodesOf(planned)).toEqual({
    'controller-1': { config: { 'min.insync.replicas': '1', 'unclean.leader.election.enable': 'false' } },
  });
  expect(said(planned)).toContain(
    "unclean.leader.election.enable differs: Kafka's default false on controller-1; true (broker.properties:4) on broker-1, broker-2, broker-3",
  );
});

test('a pair that agrees is one configuration', () => {
  const same = 'min.insync.replicas=2\nunclean.leader.election.enable=true\n';
  const planned = plan({ 'broker.properties': broker, 'controller.properties': controller + same });
  expect(nodesOf(planned)).toEqual({});
  expect(said(planned)).not.toContain('differs');
});

test("a broker's file alone is also its controllers', as what they have nobody said", () => {
  expect(nodesOf(plan({ 'broker.properties': broker }))).toEqual({});
});

test("a controller's file alone is taken for the brokers, and that is told", () => {
  const planned = plan({ 'controller.properties': `${controller}min.insync.replicas=2\n` });
  expect(planned.cluster.config).toEqual({ 'min.insync.replicas': '2' });
  expect(said(planned)).toContain('controller.properties is of no broker');
});

test("several brokers' files are theirs, in the order of the ids, over what all have in common", () => {
  const planned = plan({
    'b.properties': 'node.id=12\nbroker.rack=b\nmin.insync.replicas=2\n',
    'a.properties': 'node.id=11\nbroker.rack=a\nmin.insync.replicas=1\n',
    'common.properties': 'num.io.threads=4\n',
    'c.properties': 'node.id=13\nbroker.rack=c\n',
  });
  expect(planned.cluster.config).toEqual({ 'num.io.threads': '4' });
  expect(nodesOf(planned)).toEqual({
    'broker-1': { config: { 'broker.rack': 'a', 'min.insync.replicas': '1' } },
    'broker-2': { config: { 'broker.rack': 'b', 'min.insync.replicas': '2' } },
    'broker-3': { config: { 'broker.rack': 'c' } },
  });
  expect(said(planned)).toContain(
    'min.insync.replicas differs: 1 (a.properties:3) on broker-1; 2 (b.properties:3) on broker-2; not set on broker-3',
  );
  expect(said(planned)).not.toContain('broker.rack differs');
});

test('what a flag asks for holds on every node', () => {
  const files = {
    'a.properties': 'node.id=1\nmin.insync.replicas=1\n',
    'b.properties': 'node.id=2\nmin.insync.replicas=2\n',
  };
  const planned = plan(files, { set: ['cluster.config.min.insync.replicas=3'] });
  expect(planned.cluster.config).toEqual({ 'min.insync.replicas': '3' });
  expect(nodesOf(planned)).toEqual({});
});

test('of more files than brokers one of each kind is tried', () => {
  const file = (id: number, threads: number) =>
    `node.id=${id}\nbroker.rack=r${id}\nnum.io.threads=${threads}\n`;
  const five = [4, 4, 4, 4, 8].map((threads, index) => [
    `b${index + 1}.properties`,
    file(index + 1, threads),
  ]);
  expect(said(plan(Object.fromEntries(five)))).toContain('b1.properties, broker-2 has the settings of');
  expect(said(plan(Object.fromEntries(five)))).toContain('broker-3 has the settings of');
  expect(nodesOf(plan(Object.fromEntries(five)))).toMatchObject({
    'broker-3': { config: { 'broker.rack': 'r5', 'num.io.threads': '8' } },
  });
  const four = [1, 2, 3, 4].map((id) => [`b${id}.properties`, file(id, id)]);
  expect(problems(Object.fromEntries(four))).toEqual([
    'b4.properties:1 the settings differ from those of the other files, and there are only 3 nodes; add --set cluster.brokers=4',
  ]);
});

test('two nodes of one id are refused at the line of the second', () => {
  const files = {
    'a.properties': 'node.id=1\n',
    'b.properties': 'node.id=2\n',
    'c.properties': '\nnode.id=1\n',
  };
  expect(problems(files)).toEqual([expect.stringContaining('c.properties:2 1 is the id in')]);
  expect(
    problems({ 'a.properties': broker, 'c.properties': 'process.roles=controller\nnode.id=1\n' }),
  ).toHaveLength(1);
});

test('files of one node are laid over each other', () => {
  const planned = plan({ 'a.properties': broker, 'b.properties': 'node.id=1\nmin.insync.replicas=1\n' });
  expect(planned.cluster.config).toMatchObject({ 'min.insync.replicas': '1' });
});
