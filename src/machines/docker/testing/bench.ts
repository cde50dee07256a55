import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requirement } from '../../../testing/require.ts';
import { docker } from '../../docker.ts';
import type { MachineSpec, PowerName, Runtime } from '../../machine.ts';
import { type DockerLeftover, dockerLeftovers } from '../leftovers.ts';

const memoryMb = 128;

/** `describe` for tests that need a Docker daemon. */
export async function describeWithDocker() {
  const [power] = await docker.powers();
  return requirement('docker', power?.there === true, power?.why ?? '');
}

/** Places and names of a test file's own, so that files never disturb each other. */
export interface TestBench {
  readonly runId: string;
  open(runId?: string, onProgress?: (text: string) => void): Promise<Runtime>;
  spec(name: string, powers?: readonly PowerName[]): MachineSpec;
  leftovers(runId: string): Promise<readonly DockerLeftover[]>;
  remove(): Promise<void>;
}

/** Opens runtimes as a run would, in a temporary folder. */
export async function testBench(name: string): Promise<TestBench> {
  const root = await mkdtemp(join(tmpdir(), 'fsync-lab-docker-'));
  const own = `test-${name}-${process.pid}`;
  return {
    runId: own,
    open: (runId = own, onProgress = () => undefined) =>
      docker.open({
        runId,
        tempFolder: join(root, 'tmp'),
        signal: new AbortController().signal,
        onProgress,
      }),
    spec: (node, powers = []) => ({
      name: node,
      ports: ['clients', 'peers'],
      memoryMb,
      outputFolder: join(root, node),
      powers,
    }),
    leftovers: async (runId) => (await dockerLeftovers()).filter((leftover) => leftover.runId === runId),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
