import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';
import { HarnessError, messageOf } from '../../../errors.ts';
import type { Endpoint, Machine, MachineSpec, Process, RuntimeContext, RuntimeKind } from '../../machine.ts';
import { shellFiles } from '../files.ts';
import type { Connection, ShellPlace } from '../place.ts';
import { execInShell, spawnInShell } from '../process.ts';
import { Shells } from '../shells.ts';

/** Machines that are nothing but shells, each a child of this process: the least that a runtime can bring. */
export const hostShells: Pick<RuntimeKind, 'open'> = {
  async open({ runId, tempFolder }: RuntimeContext) {
    const machines: Machine[] = [];
    return {
      name: 'shells',
      title: 'shells of this host',
      provide: () => Promise.reject(new HarnessError('no software here')),
      async machine(spec) {
        const machine = await shellMachine(spec, join(tempFolder, spec.name), { FSYNC_LAB_RUN: runId });
        machines.push(machine);
        return machine;
      },
      async [Symbol.asyncDispose]() {
        for (const machine of machines) await machine[Symbol.asyncDispose]();
      },
    };
  },
};

async function shellMachine(
  spec: MachineSpec,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Machine> {
  await mkdir(folder, { recursive: true });
  const shells = new Shells(hostPlace(spec.name, env));
  const ports = new Map<string, Endpoint>();
  for (const port of spec.ports) ports.set(port, { host: '127.0.0.1', port: await getPort() });
  const processes: Process[] = [];
  const killAll = async () => {
    for (const process of processes.splice(0)) await process.signal('SIGKILL').then(() => process.exited);
    shells.drop();
  };
  return {
    ...shellFiles(shells),
    name: spec.name,
    folder,
    async spawn({ argv, output, env = {}, cwd = folder }) {
      const outputFile = join(spec.outputFolder, output);
      const process = await spawnInShell(shells, { argv, env, cwd, outputFile });
      processes.push(process);
      return process;
    },
    exec: (argv, options) => execInShell(shells, argv, options),
    address(port) {
      const endpoint = ports.get(port);
      if (!endpoint) throw new HarnessError(`${spec.name} has no port '${port}'`);
      return { bind: endpoint, fromHost: endpoint, fromPeers: endpoint };
    },
    restart: killAll,
    [Symbol.asyncDispose]: killAll,
  };
}

function hostPlace(machine: string, env: Readonly<Record<string, string>>): ShellPlace {
  return {
    machine,
    connect: (argv) => connect(argv, env),
    whyGone: async (error) => new HarnessError(`a command on ${machine} was cut off: ${messageOf(error)}`),
    advised: (text) => text,
  };
}

async function connect(
  [file = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Connection> {
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  child.stdin.on('error', () => undefined);
  return { input: child.stdin, output: child.stdout, exited: () => exited, holdTool: () => undefined };
}
