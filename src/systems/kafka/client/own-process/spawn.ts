import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Inconclusive } from '../../../../errors.ts';
import { packageFolder } from '../../../../lib/package-version.ts';
import type { ClientExit, ConsumerListener } from '../../../system.ts';
import type { Call, Message } from './calls.ts';

/** A client's process, as the tool sees it. */
export interface ClientProcess extends AsyncDisposable {
  readonly pid: number;
  /** Fails with what the client said, or because its process ended. */
  call<T>(call: Call): Promise<T>;
  /** SIGKILL, and what the kernel says of its end; whatever it was asked for fails. */
  kill(): Promise<ClientExit>;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const closeMsMax = 10_000;
const complaintLengthMax = 500;

/** Starts a client's process. It is ready to be called at once. */
export function spawnClient(listener?: ConsumerListener): ClientProcess {
  const child = forkMain();
  const pending = new Map<number, Pending>();
  let complaint = '';
  let lastId = 0;
  child.stderr?.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-complaintLengthMax);
  });
  child.on('message', (message: Message) => hear(message, pending, listener));
  const exited = endOf(child);
  void exited.then((exit) => {
    const why = `the client's process ended (${exit.signal ?? `exit code ${exit.code}`})${complaint && `: ${complaint.trim()}`}`;
    for (const { reject } of pending.values()) reject(new Error(why));
    pending.clear();
  });
  const call = <T>(what: Call): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error("the client's process has ended"));
      lastId += 1;
      pending.set(lastId, { resolve: resolve as (result: unknown) => void, reject });
      child.send({ id: lastId, call: what }, (error) => error && reject(error));
    });
  const kill = () => {
    child.kill('SIGKILL');
    return exited;
  };
  return {
    pid: child.pid ?? 0,
    call,
    kill,
    async [Symbol.asyncDispose]() {
      const giveUp = setTimeout(() => void kill(), closeMsMax);
      await call({ do: 'close' }).catch(() => undefined);
      clearTimeout(giveUp);
      await kill();
    },
  };
}

/** In a bundle the process is a file of its own; the sources need the loader that understands them. */
function forkMain(): ChildProcess {
  const source = join(import.meta.dirname, 'main.ts');
  const isSource = existsSync(source);
  return fork(isSource ? source : join(packageFolder, 'dist/client-process.cjs'), [], {
    execArgv: isSource ? ['--import', createRequire(source).resolve('tsx')] : [],
    // Not of this terminal's group: an interrupt is for the tool, which then ends its clients.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** What it said before its end comes first: `exit` may be told while messages are still on their way. */
async function endOf(child: ChildProcess): Promise<ClientExit> {
  const told = new Promise((resolve) => child.once('disconnect', resolve));
  const exit = await new Promise<ClientExit>((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ pid: child.pid ?? 0, code, signal }));
    child.once('error', (error) =>
      reject(new Inconclusive(`a client's process did not start: ${error.message}`)),
    );
  });
  await told;
  return exit;
}

function hear(message: Message, pending: Map<number, Pending>, listener: ConsumerListener | undefined): void {
  if ('assigned' in message) listener?.onAssigned(message.assigned);
  else if ('records' in message) listener?.onRecords(message.partition, message.records);
  else if ('crash' in message) listener?.onCrash(new Error(message.crash));
  else settle(message, pending);
}

function settle(message: Extract<Message, { readonly id: number }>, pending: Map<number, Pending>): void {
  const asked = pending.get(message.id);
  pending.delete(message.id);
  if ('error' in message) asked?.reject(new Error(message.error));
  else asked?.resolve(message.result);
}
