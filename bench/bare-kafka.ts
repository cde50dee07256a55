import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, Kafka, logLevel, type Producer } from 'kafkajs';
import type { BareNode } from './bare-node.ts';

const pollMs = 10;
const budgetMs = 120_000;

/** Looks until something is there; what throws is not there yet. */
export async function until<T>(what: string, look: () => Promise<T | false> | T | false): Promise<T> {
  const giveUpAt = performance.now() + budgetMs;
  for (;;) {
    const found = await Promise.resolve()
      .then(look)
      .catch(() => false as const);
    if (found !== false) return found;
    if (performance.now() > giveUpAt) throw new Error(`bare script: no ${what} after ${budgetMs} ms`);
    await delay(pollMs);
  }
}

/** Ready as an operator would see it: the line in the broker's output. */
export function booted(node: BareNode): Promise<true> {
  return until(`start of ${node.name}`, () => node.hasPrinted(' started (kafka.server.KafkaServer)'));
}

/** ZooKeeper's session table, or an empty text while it does not serve. */
export function sessions({ host, port }: BareNode): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ host, port }, () => socket.write('dump'));
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.once('end', () => resolve(answer));
    socket.once('error', reject);
  });
}

/** kafkajs over these brokers, without retries. */
export function kafkaOver(nodes: readonly Pick<BareNode, 'host' | 'port'>[]): Kafka {
  const brokers = nodes.map(({ host, port }) => `${host}:${port}`);
  return new Kafka({ clientId: 'bare', brokers, retry: { retries: 0 }, logLevel: logLevel.NOTHING });
}

/** An admin client over these brokers; it serves until another set of them is live. */
export async function adminOver(nodes: readonly BareNode[]): Promise<Admin> {
  const admin = kafkaOver(nodes).admin();
  await until('connection', async () => {
    await admin.connect();
    return true;
  });
  return admin;
}

/** Leader and ISR of the topic's one partition. */
export async function partitionState(admin: Admin, topic: string) {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const partition = topics[0]?.partitions[0];
  return { leader: partition?.leader ?? -1, isr: [...(partition?.isr ?? [])].sort((a, b) => a - b) };
}

/** The producer that a careful user would write: no retries, one request in flight. */
export function bareProducer(kafka: Kafka): Producer {
  return kafka.producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    retry: { retries: 0 },
    createPartitioner: () => () => 0,
  });
}
