import type { Redis } from 'ioredis';
import { messageOf, UserError } from '../../errors.ts';
import { passwordVariable, type QueueAddress } from './address.ts';

/** The queue of all cells. Who may write to it may have experiments run, and nothing else: `job.ts`. */
export const queueName = 'fsync-lab';

const connectMsMax = 10_000;

/** Bring BullMQ and its client late: 0.2 s that no other command spends. */
export async function queueLibraries() {
  const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
  return { ...bullmq, Redis: ioredis.Redis };
}

/** A connection that has answered once; from then on the client comes back by itself. Throws a UserError otherwise. */
export async function connected({ options, shown }: QueueAddress): Promise<Redis> {
  const { Redis } = await queueLibraries();
  let isUp = false;
  const client = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: connectMsMax,
    retryStrategy: (times) => (isUp ? Math.min(times * 200, 5000) : null),
  });
  let seen: unknown;
  client.on('error', (error) => {
    seen ??= error;
  });
  try {
    await client.connect();
    await client.ping();
    if (seen !== undefined) throw seen;
    isUp = true;
    return client;
  } catch (error) {
    client.disconnect();
    throw refused(shown, seen ?? error);
  }
}

function refused(shown: string, error: unknown): UserError {
  const said = messageOf(error) || String(Reflect.get(Object(error), 'code'));
  if (/NOAUTH|WRONGPASS|invalid password|without any password|NOPERM/i.test(said))
    return new UserError(
      `the queue at ${shown} does not let us in: ${/NOAUTH/.test(said) ? 'it wants a password' : said}`,
      {
        hint: `Give user and password in the URL, or the password as ${passwordVariable}.`,
        cause: error,
      },
    );
  return new UserError(`no Redis answers at ${shown}: ${said}`, {
    hint: 'Start one (`redis-server`), or name another: --queue redis://HOST:PORT. TLS is rediss://.',
    cause: error,
  });
}

/** Tells an outage once and its end once: the client tries on by itself, several times a second. */
export function outageTeller({ shown }: QueueAddress, tell: (text: string) => void) {
  let isOut = false;
  return {
    onError(error: unknown) {
      if (!isOut) tell(`the queue at ${shown} can't be reached (${messageOf(error)}): trying on`);
      isOut = true;
    },
    onReady() {
      if (isOut) tell(`the queue at ${shown} answers again`);
      isOut = false;
    },
  };
}
