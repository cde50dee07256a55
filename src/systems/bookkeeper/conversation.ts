import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Endpoint } from '../../machines/machine.ts';

/** What the ledger client answered, or how the request failed: whether it surely never reached a bookie. */
export type Answer<T> = { readonly ok: T } | { readonly error: string; readonly isUnsent: boolean };

/** A connection to the ledger client: each request is a line of JSON, and answers come in the order of the requests. */
export interface Conversation extends AsyncDisposable {
  ask<T>(request: object, budgetMs: number): Promise<Answer<T>>;
}

interface Line {
  readonly error?: string;
  readonly unsent?: boolean;
}

/** Connects to the ledger client; fails when it is not there. */
export async function converse({ host, port }: Endpoint, budgetMs: number): Promise<Conversation> {
  const socket = await connected(host, port, budgetMs);
  const lines = createInterface({ input: socket });
  const pending: ((answer: Answer<unknown>) => void)[] = [];
  let ended: string | null = null;
  const end = (why: string) => {
    ended ??= why;
    for (const resolve of pending.splice(0)) resolve({ error: ended, isUnsent: false });
  };
  lines.on('line', (line) => pending.shift()?.(answerIn(line)));
  socket.on('error', (error) => end(`the ledger client: ${error.message}`));
  socket.on('close', () => end('the ledger client closed the connection'));
  return {
    async ask<T>(request: object, limitMs: number) {
      if (ended !== null) return { error: ended, isUnsent: true };
      // Whatever is answered after the time-out would be taken for the answer to the next request.
      const giveUp = setTimeout(() => {
        end(`no answer within ${limitMs} ms`);
        socket.destroy();
      }, limitMs);
      const answer = await new Promise<Answer<unknown>>((resolve) => {
        pending.push(resolve);
        socket.write(`${JSON.stringify(request)}\n`);
      });
      clearTimeout(giveUp);
      return answer as Answer<T>;
    },
    async [Symbol.asyncDispose]() {
      lines.close();
      socket.destroy();
    },
  };
}

function connected(host: string, port: number, budgetMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: budgetMs });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.once('error', fail);
    socket.once('timeout', () => fail(new Error(`the ledger client does not answer within ${budgetMs} ms`)));
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeListener('error', fail);
      resolve(socket);
    });
  });
}

function answerIn(text: string): Answer<unknown> {
  const line = JSON.parse(text) as Line;
  if (line.error === undefined) return { ok: line };
  return { error: line.error, isUnsent: line.unsent === true };
}
