import { messageOf } from '../../errors.ts';
import { openDisk } from '../disk.ts';
import type { Machine, PowerName, RuntimeContext } from '../machine.ts';
import { loadRules, removeRules } from '../network/rules.ts';
import { Connections } from './connections.ts';
import { openAnsweringEngine } from './daemon.ts';
import { dockerRuntime } from './runtime.ts';

const diskBytes = 32 * 1024 * 1024;
const memoryMb = 128;

/** Whether a power really works in a container on this daemon, found by using it. Null, or why it does not. */
export type TryInDocker = (context: RuntimeContext) => Promise<string | null>;

/** Mounts a disk inside a container. */
export const tryDiskInDocker: TryInDocker = (context) =>
  tryOn(context, 'power-loss', async (machine) => {
    const disk = await openDisk(machine, { filesystem: 'ext4', bytes: diskBytes });
    await disk.unmount();
  });

/** Filters packets inside a container. */
export const tryPartitionInDocker: TryInDocker = (context) =>
  tryOn(context, 'partition', async (machine) => {
    const peer = machine.networkPlace?.().clients ?? '';
    await loadRules(machine, 'try', [{ direction: 'in', peer, name: 'clients' }]);
    await removeRules(machine, 'try');
  });

async function tryOn(
  context: RuntimeContext,
  power: PowerName,
  use: (machine: Machine) => Promise<void>,
): Promise<string | null> {
  const connections = new Connections({ keepAlive: true });
  const engine = await openAnsweringEngine({ connections });
  try {
    await using runtime = dockerRuntime({ ...context, engine, connections, version: '' });
    const machine = await runtime.machine({
      name: 'power-test',
      ports: [],
      memoryMb,
      outputFolder: context.tempFolder,
      powers: [power],
    });
    await use(machine);
    return null;
  } catch (error) {
    context.signal.throwIfAborted();
    return messageOf(error);
  }
}
