import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Connections } from './connections.ts';

test('a request that is never answered ends when the connections are broken, and so does a later one', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connections = new Connections({ keepAlive: true });
  const { port } = server.address() as AddressInfo;
  const request = get({ host: '127.0.0.1', port, agent: connections });
  const failed = once(request, 'error');
  await once(server, 'request');
  connections.breakAll();
  expect(await failed).toEqual([expect.objectContaining({ code: 'ECONNRESET' })]);
  const late = get({ host: '127.0.0.1', port, agent: connections });
  expect(await once(late, 'error')).toEqual([expect.objectContaining({ code: 'ECONNRESET' })]);
  server.close();
});
