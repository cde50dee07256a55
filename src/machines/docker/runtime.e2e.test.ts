import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { messageOf } from '../../errors.ts';
import { docker } from '../docker.ts';
import type { Runtime } from '../machine.ts';
import { openEngine } from './client.ts';
import { dockerFailure } from './failures.ts';
import { removeDockerLeftovers } from './leftovers.ts';
import { describeWithDocker, dockerBench, leftoversOf } from './testing/bench.ts';
import { mortalDaemon } from './testing/mortal-daemon.ts';

const bench = await dockerBench('runtime');
const describeDocker = await describeWithDocker();

afterAll(() => bench.remove());

describeDocker('what becomes of containers', () => {
  afterEach(() => removeDockerLeftovers([`${bench.runId}-b`]));

  test('disposing a run leaves no container and no network', async () => {
    const runtime = await bench.open(`${bench.runId}-b`);
    const machine = await runtime.machine(bench.spec('one'));
    const process = await machine.spawn({ argv: ['sleep', '4000'], output: 'one.log' });
    expect(await leftoversOf(`${bench.runId}-b`)).toHaveLength(2);
    await runtime[Symbol.asyncDispose]();
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await leftoversOf(`${bench.runId}-b`)).toEqual([]);
  });

  test('a machine that is being made while the run ends is removed, too', async () => {
    const runtime = await bench.open(`${bench.runId}-b`);
    const making = runtime.machine(bench.spec('one')).catch(() => undefined);
    await runtime[Symbol.asyncDispose]();
    await making;
    expect(await leftoversOf(`${bench.runId}-b`)).toEqual([]);
  });

  test('what a killed tool left is found by its label and removed, that of others is not', async () => {
    await bench.open(`${bench.runId}-b`).then((runtime) => runtime.machine(bench.spec('one')));
    await using other = await bench.open(`${bench.runId}-c`);
    await other.machine(bench.spec('one'));
    expect((await leftoversOf(`${bench.runId}-b`)).map(({ kind }) => kind)).toEqual(['container', 'network']);
    await removeDockerLeftovers([`${bench.runId}-b`]);
    expect(await leftoversOf(`${bench.runId}-b`)).toEqual([]);
    expect(await leftoversOf(`${bench.runId}-c`)).toHaveLength(2);
  });

  /** A machine with a process on it, and what its run hears when it is lost. */
  async function reliedOn(runtime: Runtime) {
    const machine = await runtime.machine(bench.spec('broker-1'));
    const process = await machine.spawn({ argv: ['sleep', '5000'], output: 'one.log' });
    const container = (await openEngine()).getContainer(`fsync-lab-${bench.runId}-b-broker-1`);
    return { machine, process, container, reason: lossOf(runtime) };
  }

  test('a container that somebody else removed is told at once, and to every command', async () => {
    await using runtime = await bench.open(`${bench.runId}-b`);
    const { machine, process, container, reason } = await reliedOn(runtime);
    await container.remove({ force: true });
    const words = /^the container of broker-1 was removed by somebody else while the run used it$/;
    expect(await reason).toMatch(words);
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await expect(machine.exec(['true'])).rejects.toThrow(words);
    await machine[Symbol.asyncDispose]();
  });

  test('a container that somebody else stopped is told with its exit code', async () => {
    await using runtime = await bench.open(`${bench.runId}-b`);
    const { machine, container, reason } = await reliedOn(runtime);
    await container.kill();
    const words = /^the container of broker-1 was stopped by somebody else, .*\(exit code 137\)$/;
    expect(await reason).toMatch(words);
    await expect(machine.exec(['true'])).rejects.toThrow(words);
  });

  test('a process that needs more memory than its container has is told with the limit', async () => {
    await using runtime = await bench.open(`${bench.runId}-b`);
    const { machine, reason } = await reliedOn(runtime);
    await machine.exec(['tail', '/dev/zero']);
    expect(await reason).toMatch(/^a process on broker-1 was killed for lack of memory: .* 128 MB$/);
  });

  test('a port that another program has taken is told with what to do', async () => {
    await using runtime = await bench.open(`${bench.runId}-b`);
    const { container } = await reliedOn(runtime);
    const { Image, Config, HostConfig } = await container.inspect();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const HostPort = String((server.address() as AddressInfo).port);
    const other = await (await openEngine()).createContainer({
      Image,
      Cmd: ['true'],
      Labels: Config.Labels,
      ExposedPorts: { '9092/tcp': {} },
      HostConfig: {
        NetworkMode: HostConfig.NetworkMode,
        PortBindings: { '9092/tcp': [{ HostIp: '127.0.0.1', HostPort }] },
      },
    });
    const failure = await other.start().catch((error: unknown) => dockerFailure('start broker-1', error));
    expect(messageOf(failure)).toMatch(/^start broker-1: .*; another program took the port; run it again$/);
    server.close();
  });

  test('a restart and a removal of our own are no loss', async () => {
    await using runtime = await bench.open(`${bench.runId}-b`);
    const { machine, container } = await reliedOn(runtime);
    await machine.restart();
    const other = await runtime.machine(bench.spec('broker-2'));
    await machine[Symbol.asyncDispose]();
    expect(runtime.lost?.aborted).toBe(false);
    // The stream of events is in order: once this one is heard, those of the restart were heard, too.
    const reason = lossOf(runtime);
    await (await openEngine()).getContainer(`fsync-lab-${bench.runId}-b-broker-2`).kill();
    expect(await reason).toMatch(/^the container of broker-2/);
    await other[Symbol.asyncDispose]();
    await expect(container.inspect()).rejects.toMatchObject({ statusCode: 404 });
  });
});

describeDocker('a daemon that goes away', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    return removeDockerLeftovers([`${bench.runId}-d`]);
  });

  test('is told in one line by everything that needs it, and clean removes the rest later', async () => {
    const daemon = await mortalDaemon(join(tmpdir(), `fsync-lab-${bench.runId}.sock`));
    vi.stubEnv('DOCKER_HOST', `unix://${daemon.socket}`);
    const runtime = await bench.open(`${bench.runId}-d`);
    const machine = await runtime.machine(bench.spec('broker-1'));
    const process = await machine.spawn({ argv: ['sleep', '6000'], output: 'one.log' });
    const reason = lossOf(runtime);
    daemon.goAway();
    expect(await reason).toMatch(/^the Docker daemon no longer answers \(.*\); start it again$/);
    expect(await process.exited).toEqual({ code: null, signal: null });
    const noAnswer = /the Docker daemon no longer answers \(.*\); start it again/;
    await expect(machine.exec(['true'])).rejects.toThrow(noAnswer);
    await expect(process.signal('SIGKILL')).rejects.toThrow(noAnswer);
    await expect(machine.restart()).rejects.toThrow(noAnswer);
    await expect(runtime[Symbol.asyncDispose]()).rejects.toThrow(/`fsync-lab clean` removes them later/);
    const [now] = await docker.powers();
    expect(now?.why).toMatch(/no daemon answers at/);
    vi.unstubAllEnvs();
    expect(await leftoversOf(`${bench.runId}-d`)).toHaveLength(2);
  });
});

/** Why the run was lost, once it is. */
function lossOf({ lost }: Runtime): Promise<string> {
  return new Promise((resolve) => {
    lost?.addEventListener('abort', () => resolve(messageOf(lost.reason)), { once: true });
  });
}
