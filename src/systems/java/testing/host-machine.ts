import { join } from 'node:path';
import { localMachine } from '../../../machines/local/machine.ts';
import type { Machine } from '../../../machines/machine.ts';

/** This host as a local run gives it to its software, with everything below one folder. */
export function hostMachineIn(folder: string): Promise<Machine> {
  const spec = { name: 'host', ports: ['clients', 'peers'], memoryMb: 0, powers: [] };
  const outputFolder = join(folder, 'output');
  return localMachine({
    spec: { ...spec, outputFolder },
    runId: 'test-archive',
    tempFolder: join(folder, 'host'),
  });
}
