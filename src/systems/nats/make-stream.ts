import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { messageOf } from '../../errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Endpoint } from '../../machines/machine.ts';
import { close, connectTo } from './connection.ts';
import { streamName, streamSubject } from './stream.ts';

const makeBudgetMs = 60_000;

/**
 * Makes the stream with a replica on each of these servers, which takes a leader of the cluster's metadata: one is elected
 * when a majority has started. Then the first one is asked to lead it, so that a scenario may count on it.
 */
export async function makeStream(
  endpoint: Endpoint,
  replicas: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const connection = await connectTo(endpoint);
  try {
    const { streams } = await jetstreamManager(connection, { checkAPI: false });
    const leader = await waitUntil<string | undefined>({
      what: `stream ${streamName} to be made`,
      budgetMs: makeBudgetMs,
      signal,
      look: () =>
        streams.add(configOf(replicas.length)).then(
          ({ cluster }) => ({ done: cluster?.leader }),
          (error: unknown) => ({ seen: messageOf(error) }),
        ),
    });
    const [preferred] = replicas;
    if (leader === preferred) return;
    const body = JSON.stringify({ placement: { preferred } });
    await connection.request(`$JS.API.STREAM.LEADER.STEPDOWN.${streamName}`, body);
  } finally {
    await close(connection);
  }
}

function configOf(replicas: number): Parameters<JetStreamManager['streams']['add']>[0] {
  return {
    name: streamName,
    subjects: [streamSubject],
    num_replicas: replicas,
    storage: 'file',
    allow_direct: false,
  };
}
