import { readdirSync, statSync, truncateSync } from 'node:fs';
import type { Admin } from 'kafkajs';
import type { Plan } from '../src/plan.ts';
import { type BareNodes, bareNodes } from './bare-commands.ts';
import { adminOver, bareProducer, booted, kafkaOver, partitionState, sessions, until } from './bare-kafka.ts';
import type { BareNode } from './bare-node.ts';
import { type PhaseName, type Span, type Timing, timingOf } from './phases.ts';

const topic = 'topic1';
const rounds = 10;
const cutBytes = 10;

/** The demo of key9 as a script for this one case: the lab's boots and waits, and nothing that proves anything. */
export async function bareKey9(plan: Plan): Promise<Timing> {
  const nodes = await bareNodes(plan);
  const spans: Span[] = [];
  const startedAt = performance.now();
  const during: During = async (phase, work) => {
    const from = performance.now();
    const result = await work();
    spans.push({ phase, from, to: performance.now() });
    return result;
  };
  try {
    await script(nodes, during);
  } finally {
    await during('tear-down', async () => nodes[Symbol.asyncDispose]());
  }
  return timingOf(performance.now() - startedAt, spans);
}

type During = <T>(phase: PhaseName, work: () => Promise<T>) => Promise<T>;

async function script({ node }: BareNodes, during: During): Promise<void> {
  const zookeeper = node('zookeeper');
  const brokers = [1, 2, 3].map((id) => node(`broker-${id}`)) as [BareNode, BareNode, BareNode];
  const [first, second, third] = brokers;
  await during('JVM boots', () => startZookeeper(zookeeper));
  await during('JVM boots', () => startBrokers(brokers));
  await during('topic, leaders, ISR', () => withAdmin(brokers, createTopic));
  await during('kill, truncate', () => first.kill());
  const leader = await withAdmin([second, third], async (admin) => {
    await during('session expiry', () => isrOf(admin, [2, 3]));
    await during('topic, leaders, ISR', () => leaderAmong(admin, [2, 3]));
    await during('produce', () => produce([second, third]));
    return during('topic, leaders, ISR', () => leaderAmong(admin, [2, 3]));
  });
  const [lastLeader, other] = leader === 2 ? [second, third] : [third, second];
  await during('kill, truncate', () => zookeeper.kill());
  await during('kill, truncate', async () => void (await Promise.all([second.kill(), third.kill()])));
  await during('kill, truncate', async () => truncateLog(lastLeader));
  await during('JVM boots', () => startZookeeper(zookeeper));
  await during('session expiry', () => noSessions(zookeeper));
  await during('JVM boots', () => startBrokers([lastLeader]));
  await withAdmin([lastLeader], async (admin) => {
    await during('topic, leaders, ISR', () => leaderAmong(admin, [leader]));
    await during('JVM boots', () => startBrokers([first]));
    await during('topic, leaders, ISR', () => isrOf(admin, [1, leader]));
    const offset = await during('produce', () => produce([lastLeader, first]));
    if (offset !== rounds - 1) throw new Error(`bare script: offset ${offset} was reused, not ${rounds - 1}`);
    await during('JVM boots', () => startBrokers([other]));
    await during('topic, leaders, ISR', () => isrOf(admin, [1, 2, 3]));
  });
}

async function startZookeeper(zookeeper: BareNode): Promise<void> {
  zookeeper.start();
  await until('ZooKeeper that serves', async () => (await sessions(zookeeper)).includes('SessionTracker'));
}

async function noSessions(zookeeper: BareNode): Promise<void> {
  await until('end of the sessions', async () => {
    const dump = await sessions(zookeeper);
    return dump.includes('SessionTracker') && !dump.includes('/brokers/ids/');
  });
}

async function startBrokers(brokers: readonly BareNode[]): Promise<void> {
  for (const broker of brokers) broker.start();
  await Promise.all(brokers.map(booted));
}

async function createTopic(admin: Admin): Promise<void> {
  await until('controller', async () => {
    const { controller, brokers } = await admin.describeCluster();
    return controller !== null && controller >= 0 && brokers.length === 3;
  });
  const replicaAssignment = [{ partition: 0, replicas: [1, 2, 3] }];
  await admin.createTopics({ topics: [{ topic, replicaAssignment }], waitForLeaders: false });
  await isrOf(admin, [1, 2, 3]);
}

async function isrOf(admin: Admin, wanted: readonly number[]): Promise<void> {
  const text = [...wanted].sort((a, b) => a - b).join();
  await until(`ISR ${text}`, async () => (await partitionState(admin, topic)).isr.join() === text);
}

function leaderAmong(admin: Admin, ids: readonly number[]): Promise<number> {
  return until('leader', async () => {
    const { leader } = await partitionState(admin, topic);
    return ids.includes(leader) && leader;
  });
}

async function withAdmin<T>(live: readonly BareNode[], work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = await adminOver(live);
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Ten records, one a request; answers with the first one's offset. */
async function produce(live: readonly BareNode[]): Promise<number> {
  const producer = bareProducer(kafkaOver(live));
  await producer.connect();
  const send = async (turn: number) => {
    const [answer] = await producer.send({
      topic,
      acks: -1,
      messages: [{ key: `key${turn}`, value: `value${turn}` }],
    });
    return Number(answer?.baseOffset);
  };
  // Metadata may name the leader before it knows itself.
  const offset = await until('leader that takes records', async () => [await send(0)] as const);
  for (let turn = 1; turn < rounds; turn += 1) await send(turn);
  await producer.disconnect();
  return offset[0];
}

function truncateLog({ folder }: BareNode): void {
  const log = `${folder}/disk/data/${topic}-0`;
  const segment = readdirSync(log).find((name) => name.endsWith('.log'));
  const file = `${log}/${segment}`;
  truncateSync(file, statSync(file).size - cutBytes);
}
