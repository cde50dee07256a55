import { messageOf } from '../../errors.ts';
import { openDisk } from '../disk.ts';
import type { RuntimeContext } from '../machine.ts';
import { Connections } from './connections.ts';
import { openAnsweringEngine } from './daemon.ts';
import { dockerRuntime } from './runtime.ts';

const diskBytes = 32 * 1024 * 1024;
const memoryMb = 128;

/** Whether a disk inside a container really works on this daemon: found by mounting one. Null, or why it does not. */
export async function tryDiskInDocker(context: RuntimeContext): Promise<string | null> {
  const connections = new Connections({ keepAlive: true });
  const engine = await openAnsweringEngine({ connections });
  try {
    await using runtime = dockerRuntime({ ...context, engine, connections, version: '' });
    const machine = await runtime.machine({
      name: 'disk-test',
      ports: [],
      memoryMb,
      outputFolder: context.tempFolder,
      powers: ['power-loss'],
    });
    const disk = await openDisk(machine, { filesystem: 'ext4', bytes: diskBytes });
    await disk.unmount();
    return null;
  } catch (error) {
    context.signal.throwIfAborted();
    return messageOf(error);
  }
}
