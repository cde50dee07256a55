import { connect } from 'node:net';
import type { Endpoint, Machine } from '../machine.ts';

/** `answered` by a connection or its refusal: either way packets went there and back. */
export type Reach = 'answered' | 'silent';

/**
 * Whether anything comes back when a machine opens a TCP connection. A port that nobody listens on answers, too.
 */
export async function reachFrom(
  machine: Pick<Machine, 'exec'>,
  { host, port }: Endpoint,
  budgetMs: number,
): Promise<Reach> {
  const seconds = String(budgetMs / 1000);
  // Words of the script come as its arguments, never as part of it.
  const script = 'exec 3<>"/dev/tcp/$0/$1"';
  const command = ['timeout', seconds, 'env', 'LC_ALL=C', 'bash', '-c', script, host, String(port)];
  const { exitCode, stderr } = await machine.exec(command);
  return exitCode === 0 || /refused|reset/.test(stderr) ? 'answered' : 'silent';
}

/**
 * Whether anything comes back when this host opens a connection and ends its side. Opening alone would tell nothing where
 * a proxy stands in between, as before a container's published port: it accepts whatever becomes of it. That the other
 * side ends, too, comes from the far end.
 */
export function reachFromHost({ host, port }: Endpoint, budgetMs: number): Promise<Reach> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const tell = (reach: Reach) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reach);
    };
    const timer = setTimeout(() => tell('silent'), budgetMs);
    socket.once('connect', () => socket.end());
    // Flowing, or the end would never be seen behind unread bytes.
    socket.resume();
    socket.once('end', () => tell('answered'));
    socket.once('error', ({ message }) => {
      if (/ECONNREFUSED|ECONNRESET/.test(message)) tell('answered');
    });
  });
}
