import { createHash } from 'node:crypto';

/** The one stream of a cluster, with a replica on every server. */
export const streamName = 'records';

/** What it takes in. */
export const streamSubject = 'records';

/** A stream's first message has sequence 1. */
export const firstSequence = 1;

// server/accounts.go and events.go of nats-server 2.12: `digits`, `base`, `getHashSize` with `sysHashLen`.
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const idLength = 8;

/** A server's id within a Raft group, which is made of its name. */
export function idOfServer(name: string): string {
  const hash = createHash('sha256').update(name).digest();
  return [...hash.subarray(0, idLength)].map((byte) => digits[byte % digits.length]).join('');
}
