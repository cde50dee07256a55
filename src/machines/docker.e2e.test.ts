import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { messageOf } from '../errors.ts';
import { requirement } from '../testing/require.ts';
import { openEngine, runLabel } from './docker/client.ts';
import { dockerLeftovers, removeDockerLeftovers } from './docker/leftovers.ts';
import { docker } from './docker.ts';
import type { Command, Endpoint, Machine, MachineSpec, PowerName, Runtime } from './machine.ts';
import { readAll } from './read-all.ts';

const [power] = await docker.powers();
const root = await mkdtemp(join(tmpdir(), 'fsync-lab-docker-'));
const runId = `test-${process.pid}`;

const spec = (name: string, powers: readonly PowerName[] = []): MachineSpec => ({
  name,
  ports: ['clients', 'peers'],
  memoryMb: 128,
  outputFolder: join(root, name),
  powers,
});
const open = (id = runId) =>
  docker.open({
    runId: id,
    tempFolder: join(root, 'tmp'),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
const leftoversOf = async (id: string) =>
  (await dockerLeftovers()).filter((leftover) => leftover.runId === id);
const ticker = ['sh', '-c', 'i=0; while :; do i=$((i+1)); echo line $i; done'];

requirement(
  'docker',
  power?.there === true,
  power?.why ?? '',
)('a container as a machine', () => {
  let runtime: Runtime;
  let machine: Machine;
  beforeAll(async () => {
    runtime = await open();
    machine = await runtime.machine(spec('broker-1'));
  });
  afterAll(async () => {
    await runtime[Symbol.asyncDispose]();
    await rm(root, { recursive: true, force: true });
  });

  test('a killed process tells its signal, and every line that it wrote is in the file', async () => {
    const process = await machine.spawn({ argv: ticker, output: 'ticker.log' });
    await expect.poll(() => readFile(process.outputFile, 'utf8')).toMatch(/line 100\n/);
    await process.signal('SIGKILL');
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await process.state()).toBe('gone');
    const lines = (await readFile(process.outputFile, 'utf8')).trimEnd().split('\n');
    expect(lines).toEqual(lines.map((_, index) => `line ${index + 1}`));
  });

  test('a process that exits tells its code, and standard error is in the same file', async () => {
    const process = await machine.spawn({
      argv: ['sh', '-c', 'echo out; echo err >&2; exit 7'],
      output: 'exits.log',
    });
    expect(await process.exited).toEqual({ code: 7, signal: null });
    expect(await readFile(process.outputFile, 'utf8')).toBe('out\nerr\n');
  });

  test('a process gets its environment and folder, whatever is in them', async () => {
    const folder = `${machine.folder}/a 'b" $c`;
    await machine.write(`${folder}/x`, '');
    const process = await machine.spawn({
      argv: ['sh', '-c', 'pwd; printf "%s|" "$MINE" "$FSYNC_LAB_RUN" "$@"', 'sh', 'two\nlines', "it's", ''],
      env: { MINE: "$HOME 'x'\ny" },
      cwd: folder,
      output: 'environment.log',
    });
    await process.exited;
    const text = await readFile(process.outputFile, 'utf8');
    expect(text).toBe(`${folder}\n$HOME 'x'\ny|${runId}|two\nlines|it's||`);
  });

  test('SIGSTOP shows as stopped, SIGCONT as running, and the children are stopped, too', async () => {
    const argv = ['sh', '-c', 'sleep 1000 & echo up; wait'];
    const process = await machine.spawn({ argv, output: 'paused.log' });
    await expect.poll(() => readFile(process.outputFile, 'utf8')).toBe('up\n');
    await process.signal('SIGSTOP');
    await expect.poll(() => process.state()).toBe('stopped');
    const { stdout } = await machine.exec(['ps', '-o', 'stat=,args=', '-e']);
    expect(stdout).toMatch(/^T\S*\s+sleep 1000$/m);
    await process.signal('SIGCONT');
    await expect.poll(() => process.state()).toBe('running');
    await process.signal('SIGKILL');
    await process.exited;
    expect((await machine.exec(['ps', '-o', 'args=', '-e'])).stdout).not.toMatch(/sleep 1000/);
  });

  test('a signal to a process that is gone is no error', async () => {
    const process = await machine.spawn({ argv: ['true'], output: 'true.log' });
    await process.exited;
    await process.signal('SIGKILL');
    expect(await process.state()).toBe('gone');
  });

  test('a missing program is an error that names it, a failing one an answer', async () => {
    const missing = machine.spawn({ argv: ['no-such-program'], output: 'x.log' });
    await expect(missing).rejects.toThrow(/cannot start no-such-program/);
    const nowhere = machine.spawn({ argv: ['true'], cwd: '/none', output: 'x.log' });
    await expect(nowhere).rejects.toThrow(/cannot start true: .*\/none/);
    await expect(machine.exec(['no-such-program'])).rejects.toThrow(/cannot run no-such-program/);
    expect(await machine.exec(['sh', '-c', 'echo no >&2; exit 3'])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'no\n',
    });
  });

  test('input reaches a program, and commands at once do not disturb each other', async () => {
    const echo = (text: string) => machine.exec(['cat'], { input: text });
    const texts = Array.from({ length: 5 }, (_, index) => `${index}\n`.repeat(index * 1000));
    const results = await Promise.all(texts.map(echo));
    expect(results.map(({ stdout }) => stdout)).toEqual(texts);
  });

  test('an aborted command is killed in the container', async () => {
    const abort = new AbortController();
    const running = machine.exec(['sleep', '2000'], { signal: abort.signal });
    await expect
      .poll(async () => (await machine.exec(['ps', '-o', 'args=', '-e'])).stdout)
      .toMatch(/sleep 2000/);
    abort.abort(new Error('stop it'));
    await expect(running).rejects.toThrow('stop it');
    await expect
      .poll(async () => (await machine.exec(['ps', '-o', 'args=', '-e'])).stdout)
      .not.toMatch(/sleep 2000/);
  });

  test('files are written, listed in order, read from an offset, truncated and removed', async () => {
    const folder = `${machine.folder}/files`;
    await machine.write(`${folder}/data/b.log`, '0123456789');
    await machine.write(`${folder}/data-2/a b\nc`, 'a');
    await machine.truncate(`${folder}/data/b.log`, 4);
    expect(await machine.stat(`${folder}/data/b.log`)).toEqual({ bytes: 4, isFolder: false });
    expect(String(await readAll(machine.read(`${folder}/data/b.log`, 2)))).toBe('23');
    expect(String(await readAll(machine.read(`${folder}/data/b.log`, 9)))).toBe('');
    const paths = (await machine.list(folder)).map(({ path }) => path);
    expect(paths).toEqual(['data', 'data/b.log', 'data-2', 'data-2/a b\nc']);
    await machine.remove(`${folder}/data`);
    expect(await machine.stat(`${folder}/data/b.log`)).toBeNull();
    expect(await machine.list(`${folder}/none`)).toEqual([]);
  });

  test('a file that is not there is an error to read and to truncate, and is not made', async () => {
    const file = `${machine.folder}/none`;
    await expect(readAll(machine.read(file))).rejects.toThrow(/broker-1: cannot read .*none/);
    await expect(machine.truncate(file, 0)).rejects.toThrow(/cannot truncate .*none/);
    expect(await machine.stat(file)).toBeNull();
  });

  test('a large binary file comes back byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 9_000_001 }, (_, index) => (index * 31) % 256));
    await machine.write(`${machine.folder}/large`, bytes);
    expect(Buffer.compare(await readAll(machine.read(`${machine.folder}/large`)), bytes)).toBe(0);
  });

  test('machines find each other by name, and this host finds them at 127.0.0.1 alone', async () => {
    const other = await runtime.machine(spec('broker-2'));
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
    const { HostConfig } = await engine.getContainer(`fsync-lab-${runId}-broker-1`).inspect();
    expect(HostConfig).toMatchObject({ Privileged: false, Memory: 128 * 1024 * 1024, Init: true });
    expect(HostConfig.Devices ?? []).toEqual([]);
  });

  test('only a machine that is to lose power may mount a disk', async () => {
    const mount = ['sh', '-c', 'mknod /tmp/l b 7 0; mount -t tmpfs none /mnt && echo mounted'];
    expect((await machine.exec(mount)).stdout).toBe('');
    const other = await runtime.machine(spec('broker-3', ['power-loss']));
    expect((await other.exec(mount)).stdout).toBe('mounted\n');
    await other[Symbol.asyncDispose]();
  });
});

requirement(
  'docker',
  power?.there === true,
  power?.why ?? '',
)('what happens to containers', () => {
  afterEach(() => removeDockerLeftovers([`${runId}-b`]));

  test('disposing a run leaves no container and no network', async () => {
    const runtime = await open(`${runId}-b`);
    const machine = await runtime.machine(spec('one'));
    const process = await machine.spawn({ argv: ['sleep', '4000'], output: 'one.log' });
    expect(await leftoversOf(`${runId}-b`)).toHaveLength(2);
    await runtime[Symbol.asyncDispose]();
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await leftoversOf(`${runId}-b`)).toEqual([]);
  });

  test('a machine that is being made while the run ends is removed, too', async () => {
    const runtime = await open(`${runId}-b`);
    const making = runtime.machine(spec('one')).catch(() => undefined);
    await runtime[Symbol.asyncDispose]();
    await making;
    expect(await leftoversOf(`${runId}-b`)).toEqual([]);
  });

  test('what a killed tool left is found by its label and removed, that of others is not', async () => {
    await open(`${runId}-b`).then((runtime) => runtime.machine(spec('one')));
    await using other = await open(`${runId}-c`);
    await other.machine(spec('one'));
    expect((await leftoversOf(`${runId}-b`)).map(({ kind }) => kind)).toEqual(['container', 'network']);
    await removeDockerLeftovers([`${runId}-b`]);
    expect(await leftoversOf(`${runId}-b`)).toEqual([]);
    expect(await leftoversOf(`${runId}-c`)).toHaveLength(2);
  });

  test('a container that somebody else removed is told as such', async () => {
    await using runtime = await open(`${runId}-b`);
    const machine = await runtime.machine(spec('broker-1'));
    const process = await machine.spawn({ argv: ['sleep', '5000'], output: 'one.log' });
    const engine = await openEngine();
    const [container] = await engine.listContainers({ filters: { label: [`${runLabel}=${runId}-b`] } });
    await engine.getContainer(container?.Id ?? '').remove({ force: true });
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    await expect(machine.exec(['true'])).rejects.toThrow(
      /container of broker-1 was removed by somebody else/,
    );
    await machine[Symbol.asyncDispose]();
  });

  test('a container that was stopped is told as such', async () => {
    await using runtime = await open(`${runId}-b`);
    const machine = await runtime.machine(spec('broker-1'));
    const engine = await openEngine();
    await engine.getContainer(`fsync-lab-${runId}-b-broker-1`).kill();
    await expect(machine.exec(['true'])).rejects.toThrow(
      /container of broker-1 was stopped by somebody else/,
    );
  });
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
