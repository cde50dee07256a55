import { connect } from 'node:net';
import type { Endpoint } from '../../machines/machine.ts';

const timeoutMs = 1000;

/**
 * ZooKeeper's answer to one of its four-letter words (ZooKeeper Administrator's Guide, "The Four Letter Words").
 * Null when nobody answers.
 */
export function fourLetterWord({ host, port }: Endpoint, word: string): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host, port, timeout: timeoutMs });
    const give = (answer: string | null) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => socket.write(word));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('end', () => give(Buffer.concat(chunks).toString()));
    socket.once('timeout', () => give(null));
    socket.once('error', () => give(null));
  });
}
