import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { serverViews } from './states.ts';
import { idOfServer } from './stream.ts';

// As 2.12.1 tells it: server-1's id is made of its name.
const ids = ['lIC5IlIx', 'fAF3OiBp', 'gFVAFFeJ'];
const listening: Server[] = [];
afterEach(() => Promise.all(listening.splice(0).map((server) => new Promise((done) => server.close(done)))));

/** A server's monitoring, which answers as the real one does. */
async function monitor(group: object | null, lastSequence = 10): Promise<number> {
  const detail = { name: 'records', cluster: { raft_group: 'S-1' }, state: { last_seq: lastSequence } };
  const server = createServer(({ url }, answer) => {
    const jsz = group === null ? {} : { account_details: [{ stream_detail: [detail] }] };
    if (url?.startsWith('/jsz')) answer.end(JSON.stringify(jsz));
    else if (group === null) answer.writeHead(404).end('No Raft nodes returned, check supplied filters');
    else answer.end(JSON.stringify({ $G: { 'S-1': group } }));
  });
  listening.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

const follower = { leader: ids[0], term: 2, applied: 11, pterm: 2, pindex: 11 };
const leader = { ...follower, id: ids[0], leader_since: '2026-11-27T22:00:00Z' };

async function viewsOf(...groups: (object | null)[]) {
  const ports = await Promise.all(
    groups.map((group, at) => monitor(group === null ? null : { id: ids[at], ...group })),
  );
  const live = groups.map((_, at) => `server-${at + 1}`);
  const endpointOf = (name: string) => ({ host: '127.0.0.1', port: ports[live.indexOf(name)] ?? 0 });
  return serverViews(live, endpointOf);
}

const leaders = async (...groups: (object | null)[]) => (await viewsOf(...groups)).map((view) => view.leader);

test("a server's id in its group is made of its name", () => {
  expect(['server-1', 'server-2', 'server-3'].map(idOfServer)).toEqual(ids);
});

test('every server tells of its own replica', async () => {
  expect(await viewsOf(leader, follower)).toEqual([
    { name: 'server-1', id: ids[0], leader: ids[0], term: 2, applied: 11, end: 11 },
    { name: 'server-2', id: ids[1], leader: ids[0], term: 2, applied: 11, end: 11 },
  ]);
});

test.each([
  ['has another history', { pterm: 1, pindex: 11 }],
  ['has more than the leader', { pindex: 12 }],
  ['catches up', { catching_up: true }],
])('who %s does not follow yet', async (_, change) => {
  expect(await leaders(leader, { ...follower, ...change })).toEqual([ids[0], null]);
});

test('who was elected and serves nobody yet is no leader', async () => {
  expect(await leaders({ ...leader, leader_since: undefined }, follower)).toEqual([null, null]);
});

test('of a leader that does not answer the others tell', async () => {
  const live = await monitor({ ...follower, id: ids[1] });
  const views = await serverViews(['server-1', 'server-2'], (name) => ({
    host: '127.0.0.1',
    port: name === 'server-2' ? live : 1,
  }));
  expect(views).toMatchObject([{ name: 'server-2', leader: ids[0] }]);
});

test('a server that has not opened its replica tells that it knows of no leader', async () => {
  expect(await viewsOf(null)).toEqual([
    { name: 'server-1', id: ids[0], leader: null, term: 0, applied: 0, end: 1 },
  ]);
});
