import type { JetStreamClient, JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { Inconclusive, messageOf } from '../../errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Endpoint } from '../../machines/machine.ts';
import { streamName } from './stream.ts';

const connectBudgetMs = 3000;

/** One connection to one server. When it breaks it is gone: the library would else send again what it had not sent. */
export async function connectTo({ host, port }: Endpoint): Promise<NatsConnection> {
  const { connect } = await import('@nats-io/transport-node');
  try {
    return await connect({
      servers: `${host}:${port}`,
      name: 'fsync-lab',
      reconnect: false,
      ignoreClusterUpdates: true,
      timeout: connectBudgetMs,
    });
  } catch (error) {
    throw new Inconclusive(`no connection to ${host}:${port}: ${messageOf(error)}`);
  }
}

/** Closes it; one that broke is closed already. */
export async function close(connection: NatsConnection): Promise<void> {
  await connection.close().catch(() => undefined);
}

export interface StreamConnection extends AsyncDisposable {
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  readonly info: StreamInfo;
}

/** How long an election may leave a stream unserved. */
export const serveBudgetMs = 10_000;

/** A connection to the stream's leader, once it serves the stream: it is elected some moments before. */
export async function connectToStream(endpoint: Endpoint, signal: AbortSignal): Promise<StreamConnection> {
  const { jetstream, jetstreamManager } = await import('@nats-io/jetstream');
  const connection = await connectTo(endpoint);
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const info = await waitUntil<StreamInfo>({
      what: `stream ${streamName} to be served`,
      budgetMs: serveBudgetMs,
      signal,
      look: () =>
        manager.streams.info(streamName).then(
          (done) => ({ done }),
          (error: unknown) => ({ seen: messageOf(error) }),
        ),
    });
    const dispose = () => close(connection);
    return { client: jetstream(connection), manager, info, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await close(connection);
    throw error;
  }
}
