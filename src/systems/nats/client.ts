import { Inconclusive } from '../../errors.ts';
import { paddedTo } from '../../lib/payload.ts';
import type { Endpoint } from '../../machines/machine.ts';
import { stateOf } from '../raft-state.ts';
import type { Client, PartitionState, Producer } from '../system.ts';
import { connectToStream } from './connection.ts';
import { makeStream } from './make-stream.ts';
import { outcomeOf } from './outcome.ts';
import { readStream } from './read.ts';
import { serverViews } from './states.ts';
import { idOfServer, streamName, streamSubject } from './stream.ts';

/** Longer than an election takes; after that nobody knows whether the message will be stored. */
const publishBudgetMs = 5000;

export interface NatsClientOptions {
  readonly endpointOf: (server: string, port: 'clients' | 'monitor') => Endpoint;
  readonly servers: readonly string[];
  readonly liveNodes: readonly string[];
  readonly signal: AbortSignal;
}

/** A client of the stream's leader; a look at the servers is of each one's monitoring, and needs no connection. */
export function openNatsClient({ endpointOf, servers, liveNodes, signal }: NatsClientOptions): Client {
  const names = new Map(servers.map((name) => [idOfServer(name), name]));
  let appliedBefore: number | null = null;
  const state = async (): Promise<PartitionState | null> => {
    const views = await serverViews(liveNodes, (name) => endpointOf(name, 'monitor'));
    const nameOf = (id: string) => names.get(id);
    const seen = stateOf({ partition: streamName, views, nameOf, appliedBefore });
    appliedBefore = views.find(({ name }) => name === seen?.leader)?.applied ?? null;
    return seen;
  };
  const toLeader = async () => {
    const seen = await state();
    if (seen?.leader == null || !liveNodes.includes(seen.leader))
      throw new Inconclusive(`stream ${streamName} has no leader that answers`);
    return { seen, endpoint: endpointOf(seen.leader, 'clients') };
  };
  return {
    async partitions() {
      return [await state()].flatMap((each) => each ?? []);
    },
    async createTopics([log]) {
      const [first = ''] = liveNodes;
      await makeStream(endpointOf(first, 'clients'), log?.assignment[0] ?? [], signal);
    },
    producer: async () => producerTo((await toLeader()).endpoint, signal),
    async readToEnd(_log, readSignal) {
      const { seen, endpoint } = await toLeader();
      const read = await readStream(endpoint, readSignal);
      return servedBy(seen, await state(), servers.length) ? read : { ...read, atEnd: null, why: unserved };
    },
    async [Symbol.asyncDispose]() {},
  };
}

const unserved = 'a majority did not follow one leader from before the read until after it';

/** A leader answers for itself and asks nobody. So the others are asked, afterwards, whether it still led them. */
function servedBy(before: PartitionState, after: PartitionState | null, servers: number): boolean {
  const isSame = after?.leader === before.leader && after?.epoch === before.epoch;
  return isSame && 2 * (after?.isr.length ?? 0) > servers;
}

/** Every message goes to one server, once. Its sequence is the record's position. */
async function producerTo(endpoint: Endpoint, signal: AbortSignal): Promise<Producer> {
  const stream = await connectToStream(endpoint, signal);
  return {
    async send([record]) {
      if (record === undefined) throw new TypeError('a publish is one record');
      const { value, bytes } = record;
      try {
        const { seq } = await stream.client.publish(streamSubject, bytes ? paddedTo(value, bytes) : value, {
          timeout: publishBudgetMs,
          retries: 1,
          expect: { streamName },
        });
        return { status: 'ok', baseOffset: seq };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    [Symbol.asyncDispose]: () => stream[Symbol.asyncDispose](),
  };
}
