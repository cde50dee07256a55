import type {
  Consumer,
  ConsumerListener,
  ConsumerTarget,
  SendOutcome,
  Transaction,
  Transactor,
  TransactorTarget,
} from '../../../system.ts';
import type { Endpoints } from './calls.ts';
import { type ClientProcess, spawnClient } from './spawn.ts';

/** A transactional producer in a process of its own, its producer id already given. */
export async function spawnTransactor(target: TransactorTarget & Endpoints): Promise<Transactor> {
  const client = spawnClient();
  await orKill(client, client.call({ do: 'open-transactor', target }));
  return {
    async begin() {
      await client.call({ do: 'begin' });
      return transactionOf(client);
    },
    kill: client.kill,
    // It has no goodbye to say: what it left open is the cluster's to abort.
    [Symbol.asyncDispose]: async () => void (await client.kill()),
  };
}

/** A consumer in a process of its own, subscribed or assigned as its target says. */
export async function spawnConsumer(
  target: ConsumerTarget & Endpoints,
  listener: ConsumerListener,
): Promise<Consumer> {
  const client = spawnClient(listener);
  await orKill(client, client.call({ do: 'open-consumer', target }));
  return { kill: client.kill, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
}

async function orKill(client: ClientProcess, opening: Promise<unknown>): Promise<void> {
  await opening.catch(async (error: unknown) => {
    await client.kill();
    throw error;
  });
}

function transactionOf({ call }: ClientProcess): Transaction {
  return {
    send: (partition, records) =>
      call<SendOutcome>({ do: 'send', partition, records }).catch((error: Error) => ({
        status: 'unknown' as const,
        error: error.message,
      })),
    commit: () => call({ do: 'commit' }),
    abort: () => call({ do: 'abort' }),
  };
}
