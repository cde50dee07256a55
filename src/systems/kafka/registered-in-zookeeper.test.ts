import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { fourLetterWord } from '../zookeeper/four-letter-word.ts';
import { brokersIn, registeredInZookeeper } from './registered-in-zookeeper.ts';

/** What ZooKeeper 3.8.1 answered while one Kafka 3.4.0 broker was up. */
const dump = `SessionTracker dump:
Session Sets (6)/(1):
0 expire at Sun Nov 22 00:53:27 UTC 2026:
0 expire at Sun Nov 22 00:53:27 UTC 2026:
0 expire at Sun Nov 22 00:53:28 UTC 2026:
0 expire at Sun Nov 22 00:53:28 UTC 2026:
0 expire at Sun Nov 22 00:53:28 UTC 2026:
1 expire at Sun Nov 22 00:53:28 UTC 2026:
\t0x1000050fc040000
ephemeral nodes dump:
Sessions with Ephemerals (1):
0x1000050fc040000:
\t/controller
\t/brokers/ids/1
Connections dump:
Connections Sets (2)/(2):
1 expire at Sun Nov 22 00:53:35 UTC 2026:
\tip: /127.0.0.1:49008 sessionId: 0x1000050fc040000
1 expire at Sun Nov 22 00:53:45 UTC 2026:
\tip: /127.0.0.1:40844 sessionId: 0x0`;

const withThree = dump.replace(
  '\t/brokers/ids/1\n',
  '\t/brokers/ids/3\n0x2:\n\t/brokers/ids/10\n0x3:\n\t/brokers/ids/1\n',
);
const withNone = dump.replace('\t/controller\n\t/brokers/ids/1\n', '');

test('brokers are those with an ephemeral node, in id order', () => {
  expect(brokersIn(dump)).toEqual(['broker-1']);
  expect(brokersIn(withThree)).toEqual(['broker-1', 'broker-3', 'broker-10']);
  expect(brokersIn(withNone)).toEqual([]);
});

/** A server that answers a word as ZooKeeper does: with a text and the end of the connection. */
async function answering(answer: string | null) {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard.push(String(chunk));
      if (answer !== null) socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const endpoint = { host: '127.0.0.1', port };
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { heard, endpoint, address: { bind: endpoint, fromHost: endpoint, fromPeers: endpoint }, close };
}

test('who is registered is what the session table says', async () => {
  const { address, heard, close } = await answering(withThree);
  expect(await registeredInZookeeper(address)).toEqual({ nodes: ['broker-1', 'broker-3', 'broker-10'] });
  expect(heard).toEqual(['dump']);
  await close();
});

test('a session table that is served and holds no broker is an answer', async () => {
  const { address, close } = await answering(withNone);
  expect(await registeredInZookeeper(address)).toEqual({ nodes: [] });
  await close();
});

test.each([
  [
    'This ZooKeeper instance is not currently serving requests\n',
    'ZooKeeper: This ZooKeeper instance is not currently serving requests',
  ],
  ['', 'ZooKeeper: an empty answer'],
])('without a session table nobody can tell who is registered: %j', async (answer, notServing) => {
  const { address, close } = await answering(answer);
  expect(await registeredInZookeeper(address)).toEqual({ notServing });
  await close();
});

test('a ZooKeeper that is paused, or not there, answers nothing', async () => {
  const { address, endpoint, close } = await answering(null);
  expect(await fourLetterWord(endpoint, 'ruok')).toBeNull();
  await close();
  expect(await registeredInZookeeper(address)).toEqual({ notServing: 'ZooKeeper: nobody answers' });
});
