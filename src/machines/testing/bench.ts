import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineSpec, PowerName, Runtime, RuntimeKind } from '../machine.ts';

const memoryMb = 128;

/** Places and names of a test file's own, so that files never disturb each other. */
export interface TestBench {
  readonly runId: string;
  /** For what the test itself keeps on this host. */
  readonly folder: string;
  open(runId?: string, onProgress?: (text: string) => void): Promise<Runtime>;
  spec(name: string, powers?: readonly PowerName[]): MachineSpec;
  remove(): Promise<void>;
}

/** Opens runtimes as a run would, in a temporary folder. */
export async function testBench(kind: Pick<RuntimeKind, 'open'>, name: string): Promise<TestBench> {
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-bench-'));
  const own = `test-${name}-${process.pid}`;
  return {
    runId: own,
    folder,
    open: (runId = own, onProgress = () => undefined) =>
      kind.open({
        runId,
        tempFolder: join(folder, 'tmp', runId),
        signal: new AbortController().signal,
        onProgress,
      }),
    spec: (node, powers = []) => ({
      name: node,
      ports: ['clients', 'peers'],
      memoryMb,
      outputFolder: join(folder, node),
      powers,
    }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
