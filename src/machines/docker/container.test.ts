import { expect, test } from 'vitest';
import type { MachineSpec } from '../machine.ts';
import { containerOptions, rights } from './container.ts';

const spec: MachineSpec = {
  name: 'broker-1',
  ports: ['clients', 'peers'],
  memoryMb: 512,
  outputFolder: '/out',
  powers: [],
};
const options = containerOptions(spec, { runId: 'r1', image: 'fsync-lab/x:1', network: 'fsync-lab-r1' });

test('ports are published on 127.0.0.1 and nowhere else', () => {
  const bindings = Object.values(options.HostConfig?.PortBindings ?? {}).flat();
  expect(bindings).toEqual([
    { HostIp: '127.0.0.1', HostPort: '0' },
    { HostIp: '127.0.0.1', HostPort: '0' },
  ]);
});

test("a container carries its run's id, a memory limit without swap, and an init", () => {
  expect(options.Labels).toEqual({ 'fsync-lab': 'run', 'fsync-lab.run': 'r1' });
  expect(options.HostConfig).toMatchObject({ Init: true, Memory: 2 ** 29, MemorySwap: 2 ** 29 });
});

test('without a power there is no capability and no device', () => {
  expect(rights([])).toEqual({ CapDrop: ['ALL'], CapAdd: [], SecurityOpt: ['no-new-privileges'] });
});

test('a cut network needs one capability, and no profile is relaxed for it', () => {
  expect(rights(['partition'])).toMatchObject({ CapAdd: ['NET_ADMIN'], SecurityOpt: ['no-new-privileges'] });
});

test('power loss gets what mounting needs, and is never privileged', () => {
  const granted = rights(['power-loss']);
  expect(granted.CapAdd).toEqual(['SYS_ADMIN', 'MKNOD']);
  expect(granted.DeviceCgroupRules).toEqual(['b 7:* rmw']);
  expect(granted).not.toHaveProperty('Privileged');
});
