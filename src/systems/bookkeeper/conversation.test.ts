import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { converse } from './conversation.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).map((server) => server.close()));

/** A program that answers each line as it is told to. */
async function answering(answer: (line: string, socket: Socket) => void) {
  const server = createServer((socket) =>
    socket.on('data', (data) => {
      for (const line of String(data).trim().split('\n')) answer(line, socket);
    }),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return converse({ host: '127.0.0.1', port: typeof address === 'object' ? address!.port : 0 }, 1000);
}

test('answers belong to the requests in their order, also of several at once', async () => {
  await using conversation = await answering((line, socket) => socket.write(`${line}\n`));
  const [first, second] = await Promise.all([
    conversation.ask({ n: 1 }, 1000),
    conversation.ask({ n: 2 }, 1000),
  ]);
  expect([first, second]).toEqual([{ ok: { n: 1 } }, { ok: { n: 2 } }]);
});

test('what never left the client is told apart', async () => {
  await using conversation = await answering((_, socket) =>
    socket.write('{"error":"ledger 1 is closed","unsent":true}\n'),
  );
  expect(await conversation.ask({}, 1000)).toEqual({ error: 'ledger 1 is closed', isUnsent: true });
});

test('a client that dies leaves the request in doubt, and takes no other', async () => {
  await using conversation = await answering((_, socket) => socket.destroy());
  expect(await conversation.ask({}, 1000)).toMatchObject({ isUnsent: false });
  expect(await conversation.ask({}, 1000)).toMatchObject({ isUnsent: true });
});

test('without an answer in time it is in doubt, and a late answer is for nobody', async () => {
  await using conversation = await answering(() => undefined);
  expect(await conversation.ask({}, 20)).toEqual({ error: 'no answer within 20 ms', isUnsent: false });
  expect(await conversation.ask({}, 20)).toMatchObject({ isUnsent: true });
});

test('nobody there is an error', async () => {
  await expect(converse({ host: '127.0.0.1', port: 1 }, 1000)).rejects.toThrow(/ECONNREFUSED/);
});
