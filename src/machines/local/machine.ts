import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../../errors.ts';
import { textEnvironment } from '../../lib/text-environment.ts';
import type { Address, ExecResult, Machine, MachineSpec, Process } from '../machine.ts';
import { claimAddress, freePort } from './addresses.ts';
import { hostFiles } from './files.ts';
import { spawnOnHost } from './process.ts';

/** Every child carries the run's id in its environment: the mark by which `clean` knows it. */
export const runMark = 'FSYNC_LAB_RUN';

interface LocalMachineOptions {
  readonly spec: MachineSpec;
  readonly runId: string;
  readonly tempFolder: string;
}

/** This host as a machine: an own folder, an own loopback address, processes in their own groups. */
export async function localMachine({ spec, runId, tempFolder }: LocalMachineOptions): Promise<Machine> {
  const folder = join(tempFolder, spec.name);
  await mkdir(folder, { recursive: true });
  const addresses = await placePorts(spec.ports, runId);
  const processes = new Set<Process>();
  const spawning = new Set<Promise<Process>>();
  let isDisposed = false;
  const env = { [runMark]: runId, ...textEnvironment };
  return {
    ...hostFiles,
    name: spec.name,
    folder,
    async spawn(command) {
      if (isDisposed) throw new HarnessError(`${spec.name} is disposed of: nothing starts there any more`);
      const started = spawnOnHost({
        argv: command.argv,
        env: { ...command.env, ...env },
        cwd: command.cwd ?? folder,
        outputFile: join(spec.outputFolder, command.output),
      });
      spawning.add(started);
      const child = await started.finally(() => spawning.delete(started));
      processes.add(child);
      void child.exited.then(() => processes.delete(child));
      return child;
    },
    exec: (argv, options) => execOnHost(argv, { ...options, env }),
    address(port) {
      const address = addresses.get(port);
      if (!address) throw new HarnessError(`${spec.name} has no port '${port}'`);
      return address;
    },
    restart: () => killAll(processes),
    async [Symbol.asyncDispose]() {
      isDisposed = true;
      // A start that an interrupt left behind must not outlive the machine.
      const late = await Promise.allSettled(spawning);
      const started = late.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      await killAll(new Set([...processes, ...started]));
    },
  };
}

async function placePorts(ports: readonly string[], runId: string): Promise<ReadonlyMap<string, Address>> {
  const placed = new Map<string, Address>();
  const host = await claimAddress(runId);
  for (const port of ports) {
    const endpoint = { host, port: await freePort(host) };
    placed.set(port, { bind: endpoint, fromHost: endpoint, fromPeers: endpoint });
  }
  return placed;
}

/** Runs a program on this host to its end; a failing exit code is an answer, not an error. */
export async function execOnHost(
  argv: readonly string[],
  options: { input?: string; signal?: AbortSignal; env?: Readonly<Record<string, string>> } = {},
): Promise<ExecResult> {
  const { execa } = await import('execa');
  const [file = '', ...args] = argv;
  const result = await execa(file, args, {
    reject: false,
    stripFinalNewline: false,
    env: { ...options.env },
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  options.signal?.throwIfAborted();
  if (result.exitCode === undefined) throw new HarnessError(`cannot run ${file}: ${result.message}`);
  return { exitCode: result.exitCode, stdout: result.stdout ?? '', stderr: result.stderr ?? '' };
}

async function killAll(processes: ReadonlySet<Process>): Promise<void> {
  await Promise.all(
    [...processes].map(async (process) => {
      await process.signal('SIGKILL');
      await process.exited;
    }),
  );
}
