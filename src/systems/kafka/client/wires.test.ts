import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readMetadata } from './metadata.ts';
import { logEndOffset } from './offsets.ts';
import { openWires } from './wires.ts';

const servers = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of servers) await close();
  servers.clear();
});

/** A server that takes connections and never answers, as a broker stopped by SIGSTOP. */
async function paused() {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
    });
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  servers.add(async () => {
    hangUp();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    endpoint: { host: '127.0.0.1', port },
    connections: () => sockets.size,
    requests: () => requests,
    hangUp,
  };
}

test('closing does not wait for a broker that hangs, and asks no other one', async () => {
  const [one, two] = [await paused(), await paused()];
  const wires = openWires((broker) => (broker === 'broker-1' ? one.endpoint : two.endpoint));
  const asking = wires.first(['broker-1', 'broker-2'], (wire) => readMetadata(wire, []));
  const rejected = expect(asking).rejects.toThrow(/closed/);
  await expect.poll(() => one.requests()).toBe(1);
  await wires[Symbol.asyncDispose]();
  await rejected;
  await expect.poll(() => one.connections() + two.connections()).toBe(0);
});

test('a closed client connects to nobody any more', async () => {
  const one = await paused();
  const wires = openWires(() => one.endpoint);
  await wires[Symbol.asyncDispose]();
  await expect(wires.to('broker-1')).rejects.toThrow('the client is closed');
  expect(one.connections()).toBe(0);
});

test('two who ask at once share a connection', async () => {
  const one = await paused();
  await using wires = openWires(() => one.endpoint);
  const [first, second] = await Promise.all([wires.to('broker-1'), wires.to('broker-1')]);
  expect(second).toBe(first);
  expect(one.connections()).toBe(1);
});

test('a connection that broke is opened again when it is next needed', async () => {
  const one = await paused();
  await using wires = openWires(() => one.endpoint);
  const first = await wires.to('broker-1');
  await expect.poll(() => one.connections()).toBe(1);
  one.hangUp();
  await expect.poll(() => first.isOpen()).toBe(false);
  const second = await wires.to('broker-1');
  expect(second).not.toBe(first);
  expect(second.isOpen()).toBe(true);
});

test('when nobody answers, the last error is told', async () => {
  const one = await paused();
  await [...servers].at(-1)?.();
  servers.clear();
  await using wires = openWires(() => one.endpoint);
  await expect(wires.first(['broker-1'], (wire) => readMetadata(wire, []))).rejects.toThrow(
    /no broker answers \(broker-1: .*ECONNREFUSED/,
  );
});

test('a look at a broker that hangs ends before another question does', async () => {
  const [one, two] = [await paused(), await paused()];
  await using wires = openWires((broker) => (broker === 'broker-1' ? one.endpoint : two.endpoint));
  const asked = logEndOffset(await wires.to('broker-2'), { topic: 'orders', partition: 0 });
  const looked = readMetadata(await wires.to('broker-1'), []);
  const ended = (name: string) => () => name;
  const first = Promise.race([asked.catch(ended('asked')), looked.catch(ended('looked'))]);
  expect(await first).toBe('looked');
});
