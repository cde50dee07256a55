import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDisk } from '../disk.ts';
import type { Machine, Runtime } from '../machine.ts';
import { greeter, greetingAt, machineContract } from '../testing/contract.ts';
import { openEngine } from './client.ts';
import { describeWithDocker, dockerBench } from './testing/bench.ts';

const bench = await dockerBench('machine');

(await describeWithDocker())('a container as a machine', () => {
  describe('keeps the contract', async () => machineContract(await dockerBench('contract')));

  let runtime: Runtime;
  let machine: Machine;
  beforeAll(async () => {
    runtime = await bench.open();
    machine = await runtime.machine(bench.spec('broker-1'));
  });
  afterAll(async () => {
    await runtime[Symbol.asyncDispose]();
    await bench.remove();
  });

  test('machines find each other by name, and this host finds them at 127.0.0.1 alone', async () => {
    const other = await runtime.machine(bench.spec('broker-2'));
    const { fromHost, fromPeers } = other.address('clients');
    await other.spawn(greeter(other));
    await expect.poll(() => greetingAt(fromHost)).toBe('hello');
    const client = 'print IO::Socket::INET->new(PeerAddr => $ARGV[0])->getline';
    const peer = await machine.exec([
      'perl',
      '-MIO::Socket',
      '-e',
      client,
      `${fromPeers.host}:${fromPeers.port}`,
    ]);
    expect(peer.stdout).toBe('hello');
    const server = createServer().listen(fromHost.port, '127.0.0.2');
    // Were the port published on 0.0.0.0, this address would be taken.
    await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
    server.close();
    await other[Symbol.asyncDispose]();
  });

  test('machines that restart together keep their addresses in the network', async () => {
    const names = ['one', 'two', 'three'];
    const machines = await Promise.all(names.map((name) => runtime.machine(bench.spec(name))));
    const addresses = () =>
      Promise.all(machines.map(async (each) => (await each.exec(['hostname', '-i'])).stdout));
    const before = await addresses();
    await Promise.all(machines.toReversed().map((each) => each.restart()));
    expect(await addresses()).toEqual(before);
    for (const each of machines) await each[Symbol.asyncDispose]();
  });

  test('a container has no rights and no more memory than its node needs', async () => {
    const { stdout } = await machine.exec([
      'grep',
      '-E',
      'CapEff|CapBnd|NoNewPrivs|Seccomp:',
      '/proc/self/status',
    ]);
    expect(stdout.replaceAll('\t', ' ')).toBe(
      'CapEff: 0000000000000000\nCapBnd: 0000000000000000\nNoNewPrivs: 1\nSeccomp: 2\n',
    );
    const engine = await openEngine();
    const { HostConfig } = await engine.getContainer(`fsync-lab-${bench.runId}-broker-1`).inspect();
    expect(HostConfig).toMatchObject({ Privileged: false, Memory: 128 * 1024 * 1024, Init: true });
    expect(HostConfig.Devices ?? []).toEqual([]);
  });

  test('only a machine that is to lose power may mount a disk', async () => {
    const mount = ['sh', '-c', 'mknod /tmp/l b 7 0; mount -t tmpfs none /mnt && echo mounted'];
    expect((await machine.exec(mount)).stdout).toBe('');
    const other = await runtime.machine(bench.spec('broker-3', ['power-loss']));
    expect((await other.exec(mount)).stdout).toBe('mounted\n');
    await other[Symbol.asyncDispose]();
  });

  test.each(['ext4', 'xfs'] as const)(
    'a cut of an %s disk inside a container loses what was not synced',
    async (filesystem) => {
      const other = await runtime.machine(bench.spec(`cut-${filesystem}`, ['power-loss']));
      const disk = await openDisk(other, { filesystem, bytes: 400 * 1024 * 1024 });
      await other.write(`${disk.directory}/settled`, 'settled');
      await disk.settle();
      await other.write(`${disk.directory}/lost`, 'lost');
      await disk.writeCanary();
      await disk.cutPower({ journal: 'lost' });
      await disk.remount();
      expect(await disk.readCanaries()).toEqual({ fsynced: 'back', unsynced: 'gone' });
      expect(await other.stat(`${disk.directory}/settled`)).toMatchObject({ bytes: 7 });
      expect(await other.stat(`${disk.directory}/lost`)).toBeNull();
      await other[Symbol.asyncDispose]();
    },
  );
});
