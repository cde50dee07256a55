import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageOf } from '../../errors.ts';
import { openDisk } from '../disk.ts';
import type { Command, Endpoint, Machine, Runtime } from '../machine.ts';
import { readAll } from '../read-all.ts';
import { openEngine } from './client.ts';
import { describeWithDocker, testBench } from './testing/bench.ts';

const bench = await testBench('machine');

(await describeWithDocker())('a container as a machine', () => {
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

  test('a restart kills the processes, keeps the files and gives addresses that work', async () => {
    await machine.write(`${machine.folder}/kept`, 'kept');
    const process = await machine.spawn({ argv: ['sleep', '3000'], output: 'sleep.log' });
    await machine.restart();
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await process.state()).toBe('gone');
    expect(String(await readAll(machine.read(`${machine.folder}/kept`)))).toBe('kept');
    await machine.spawn(greeter(machine));
    await expect.poll(() => greetingAt(machine.address('clients').fromHost)).toBe('hello');
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

/** A server that says hello to whoever connects; Perl is in every Debian. */
function greeter(machine: Machine): Command {
  const { host, port } = machine.address('clients').bind;
  const server = 'IO::Socket::INET->new(Listen => 5, ReuseAddr => 1, LocalAddr => $ARGV[0])';
  const program = `my $s = ${server}; while (my $c = $s->accept) { print $c "hello"; close $c }`;
  return { argv: ['perl', '-MIO::Socket', '-e', program, `${host}:${port}`], output: 'greeter.log' };
}

function greetingAt({ host, port }: Endpoint): Promise<string> {
  return text(connect(port, host)).catch(messageOf);
}
