import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { docker } from '../docker.ts';
import { openEngine, runLabel } from './client.ts';
import { removeDockerLeftovers } from './leftovers.ts';
import { describeWithDocker, testBench } from './testing/bench.ts';

const bench = await testBench('runtime');
const describeDocker = await describeWithDocker();

afterAll(() => bench.remove());

describeDocker('what becomes of containers', () => {
  afterEach(() => removeDockerLeftovers([`${bench.runId}-b`]));

  test('disposing a run leaves no container and no network', async () => {
    const runtime = await bench.open(`${bench.runId}-b`);
    const machine = await runtime.machine(bench.spec('one'));
    const process = await machine.spawn({ argv: ['sleep', '4000'], output: 'one.log' });
    expect(await bench.leftovers(`${bench.runId}-b`)).toHaveLength(2);
    await runtime[Symbol.asyncDispose]();
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await bench.leftovers(`${bench.runId}-b`)).toEqual([]);
  });

  test('a machine that is being made while the run ends is removed, too', async () => {
    const runtime = await bench.open(`${bench.runId}-b`);
    const making = runtime.machine(bench.spec('one')).catch(() => undefined);
    await runtime[Symbol.asyncDispose]();
    await making;
    expect(await bench.leftovers(`${bench.runId}-b`)).toEqual([]);
  });

  test('what a killed tool left is found by its label and removed, that of others is not', async () => {
    await bench.open(`${bench.runId}-b`).then((runtime) => runtime.machine(bench.spec('one')));
    await using other = await bench.open(`${bench.runId}-c`);
    await other.machine(bench.spec('one'));
    expect((await bench.leftovers(`${bench.runId}-b`)).map(({ kind }) => kind)).toEqual([
      'container',
      'network',
    ]);
    await removeDockerLeftovers([`${bench.runId}-b`]);
    expect(await bench.leftovers(`${bench.runId}-b`)).toEqual([]);
    expect(await bench.leftovers(`${bench.runId}-c`)).toHaveLength(2);
  });

  test('a container that somebody else removed is told as such', async () => {
    await using runtime = await bench.open(`${bench.runId}-b`);
    const machine = await runtime.machine(bench.spec('broker-1'));
    const process = await machine.spawn({ argv: ['sleep', '5000'], output: 'one.log' });
    const engine = await openEngine();
    const [container] = await engine.listContainers({ filters: { label: [`${runLabel}=${bench.runId}-b`] } });
    await engine.getContainer(container?.Id ?? '').remove({ force: true });
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await expect(machine.exec(['true'])).rejects.toThrow(
      /container of broker-1 was removed by somebody else/,
    );
    await machine[Symbol.asyncDispose]();
  });

  test('a container that was stopped is told as such', async () => {
    await using runtime = await bench.open(`${bench.runId}-b`);
    const machine = await runtime.machine(bench.spec('broker-1'));
    const engine = await openEngine();
    await engine.getContainer(`fsync-lab-${bench.runId}-b-broker-1`).kill();
    await expect(machine.exec(['true'])).rejects.toThrow(
      /container of broker-1 was stopped by somebody else/,
    );
  });
});

describeDocker('a daemon that goes away', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    return removeDockerLeftovers([`${bench.runId}-d`]);
  });

  test('is told in one line by everything that needs it, and clean removes the rest later', async () => {
    const daemon = await daemonThatCanGoAway(join(tmpdir(), `fsync-lab-${bench.runId}.sock`));
    vi.stubEnv('DOCKER_HOST', `unix://${daemon.socket}`);
    const runtime = await bench.open(`${bench.runId}-d`);
    const machine = await runtime.machine(bench.spec('broker-1'));
    const process = await machine.spawn({ argv: ['sleep', '6000'], output: 'one.log' });
    daemon.goAway();
    expect(await process.exited).toEqual({ code: null, signal: null });
    const noAnswer = /the Docker daemon no longer answers \(.*\); start it again/;
    await expect(machine.exec(['true'])).rejects.toThrow(noAnswer);
    await expect(process.signal('SIGKILL')).rejects.toThrow(noAnswer);
    await expect(machine.restart()).rejects.toThrow(noAnswer);
    await expect(runtime[Symbol.asyncDispose]()).rejects.toThrow(/`fsync-lab clean` removes them later/);
    const [now] = await docker.powers();
    expect(now?.why).toMatch(/no daemon answers at/);
    vi.unstubAllEnvs();
    expect(await bench.leftovers(`${bench.runId}-d`)).toHaveLength(2);
  });
});

/** A socket in front of the real daemon's. */
async function daemonThatCanGoAway(socket: string) {
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    const engine = connect('/var/run/docker.sock');
    for (const end of [client, engine]) {
      open.add(end);
      end.on('error', () => undefined);
    }
    client.pipe(engine).pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(socket, resolve));
  const goAway = () => {
    proxy.close();
    for (const end of open) end.destroy();
  };
  return { socket, goAway };
}
