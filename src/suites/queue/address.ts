import { isIP } from 'node:net';
import { UserError } from '../../errors.ts';

/** Where a queue is, as its client takes it, and as it may be shown. */
export interface QueueAddress {
  readonly options: {
    readonly host: string;
    readonly port: number;
    readonly username?: string;
    readonly password?: string;
    readonly db: number;
    readonly tls?: { readonly servername?: string };
  };
  /** Without the password. */
  readonly shown: string;
}

const portUsual = 6379;
const example = 'redis://[user:password@]host[:6379][/database], or rediss:// for TLS';

/** For those who don't want the password in the list of processes. */
export const passwordVariable = 'FSYNC_LAB_QUEUE_PASSWORD';

/** Reads `redis://…` or `rediss://…` (TLS). No error names what was given: there may be a password in it. */
export function queueAddress(text: string, env: NodeJS.ProcessEnv): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '')
    throw new UserError('--queue: this is no URL of a Redis', { hint: `Expected ${example}.` });
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? portUsual : Number(url.port);
  const db = databaseOf(url);
  const username = decoded(url.username);
  const password = decoded(url.password) || env[passwordVariable] || '';
  return {
    options: {
      host,
      port,
      db,
      ...(username === '' ? {} : { username }),
      ...(password === '' ? {} : { password }),
      // Certificates name hosts; TLS asks for none by an address.
      ...(url.protocol === 'rediss:' ? { tls: isIP(host) ? {} : { servername: host } } : {}),
    },
    shown: `${url.protocol}//${username === '' ? '' : `${username}@`}${url.hostname}:${port}/${db}`,
  };
}

function databaseOf({ pathname, search }: URL): number {
  const text = pathname.replace(/^\//, '');
  if (search === '' && /^\d{0,4}$/.test(text)) return Number(text);
  throw new UserError('--queue: what stands behind the host is no number of a database', {
    hint: `Expected ${example}.`,
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new UserError('--queue: user or password hold a % that encodes nothing', {
      hint: 'Write % as %25.',
      cause: error,
    });
  }
}
