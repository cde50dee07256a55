import { Inconclusive } from '../../errors.ts';
import { paddedTo } from '../../lib/payload.ts';
import type { Endpoint } from '../../machines/machine.ts';
import { stateOf } from '../raft-state.ts';
import type { Client, PartitionState, Producer } from '../system.ts';
import { ask } from './gateway.ts';
import { encoded, keyOf, keyspace } from './keyspace.ts';
import { statusOf } from './outcome.ts';
import { readKeyspace } from './read.ts';
import { memberViews } from './states.ts';

/** Longer than an election takes; after that nobody knows whether the put will be done. */
const putBudgetMs = 5000;
const adminBudgetMs = 3000;

export interface EtcdClientOptions {
  readonly endpointOf: (member: string) => Endpoint;
  readonly liveNodes: readonly string[];
}

/** A client over the gateways of these members; it keeps no connection of its own. */
export function openEtcdClient({ endpointOf, liveNodes }: EtcdClientOptions): Client {
  const names = new Map<string, string>();
  let applied: number | null = null;
  const state = async (): Promise<PartitionState | null> => {
    const views = await memberViews(liveNodes, endpointOf);
    for (const { id, name } of views) names.set(id, name);
    const missing = views.some(({ leader }) => leader !== null && !names.has(leader));
    const [asked] = views;
    if (missing && asked) await learnNames(endpointOf(asked.name), names);
    const nameOf = (id: string) => names.get(id);
    const seen = stateOf({ partition: keyspace, views, nameOf, appliedBefore: applied });
    applied = views.find(({ name }) => name === seen?.leader)?.applied ?? null;
    return seen;
  };
  const leader = async () => {
    const name = (await state())?.leader ?? null;
    if (name === null || !liveNodes.includes(name))
      throw new Inconclusive(`${keyspace} has no leader that answers`);
    return name;
  };
  return {
    async partitions() {
      return [await state()].flatMap((each) => each ?? []);
    },
    /** The keyspace is there; its first leader is made known: the first member. */
    async createTopics([log]) {
      const wanted = log?.assignment[0]?.[0];
      const now = await leader();
      const id = [...names].find(([, name]) => name === wanted)?.[0];
      if (now === wanted || id === undefined) return;
      const signal = AbortSignal.timeout(adminBudgetMs);
      await ask(endpointOf(now), 'maintenance/transfer-leadership', { targetID: id }, signal);
    },
    producer: async () => producerTo(endpointOf(await leader())),
    readToEnd: async (_log, signal) => readKeyspace(endpointOf(await leader()), signal),
    async [Symbol.asyncDispose]() {},
  };
}

async function learnNames(endpoint: Endpoint, names: Map<string, string>): Promise<void> {
  const signal = AbortSignal.timeout(adminBudgetMs);
  const body = { linearizable: false };
  const answer = await ask<{ members: { ID: string; name?: string }[] }>(
    endpoint,
    'cluster/member/list',
    body,
    signal,
  );
  if ('error' in answer) return;
  for (const { ID, name } of answer.ok.members) if (name) names.set(ID, name);
}

/** Every put goes to one member, once. Its revision is the record's position. */
function producerTo(endpoint: Endpoint): Producer {
  return {
    async send([record]) {
      if (record === undefined) throw new TypeError('a put is one record');
      const { value, bytes } = record;
      const body = { key: encoded(keyOf(value)), value: encoded(bytes ? paddedTo(value, bytes) : value) };
      const signal = AbortSignal.timeout(putBudgetMs);
      const answer = await ask<{ header: { revision: string } }>(endpoint, 'kv/put', body, signal);
      if ('error' in answer) return { status: statusOf(answer), error: answer.error };
      return { status: 'ok', baseOffset: Number(answer.ok.header.revision) };
    },
    async [Symbol.asyncDispose]() {},
  };
}
