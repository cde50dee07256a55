import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageOf } from '../../errors.ts';
import { readAll } from '../../lib/read-all.ts';
import type { Command, Endpoint, Machine, Runtime } from '../machine.ts';
import type { TestBench } from './bench.ts';

/** Patient: signals and `ps` take their time on a busy host. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000 });

/** What every machine promises, whatever it is made of: a runtime passes this, or faults would differ with the place. */
export function machineContract(bench: TestBench): void {
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
  const spawn = (output: string, ...argv: string[]) => machine.spawn({ argv, output });

  describe('files', () => {
    test('are written, listed in order, read from an offset, truncated and removed', async () => {
      const folder = `${machine.folder}/files`;
      await machine.write(`${folder}/data/b.log`, '0123456789');
      await machine.write(`${folder}/data-2/a b\nc`, 'a');
      await machine.overwrite(`${folder}/data/b.log`, 8, Buffer.from([0xff]));
      expect((await readAll(machine.read(`${folder}/data/b.log`))).toString('latin1')).toBe('01234567\xff9');
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

    test('that are not there are errors to read and to truncate, and are not made', async () => {
      const file = `${machine.folder}/none`;
      await expect(readAll(machine.read(file))).rejects.toThrow(/none/);
      await expect(machine.truncate(file, 0)).rejects.toThrow(/none/);
      await expect(machine.overwrite(file, 0, Buffer.from('a'))).rejects.toThrow(/none/);
      expect(await machine.stat(file)).toBeNull();
    });

    test('come back byte for byte, large and binary', async () => {
      const bytes = Buffer.from(Array.from({ length: 9_000_001 }, (_, index) => (index * 31) % 256));
      await machine.write(`${machine.folder}/large`, bytes);
      expect(Buffer.compare(await readAll(machine.read(`${machine.folder}/large`)), bytes)).toBe(0);
    });
  });

  describe('processes', () => {
    test('that are killed tell the signal, and every line that they wrote is in the file', async () => {
      const loop = 'i=0; while :; do i=$((i+1)); echo line $i; done';
      const process = await spawn('ticker.log', 'sh', '-c', loop);
      await eventually(() => readFile(process.outputFile, 'utf8')).toMatch(/line 100\n/);
      expect(await process.state()).toBe('running');
      await process.signal('SIGKILL');
      expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
      expect(await process.state()).toBe('gone');
      const lines = (await readFile(process.outputFile, 'utf8')).trimEnd().split('\n');
      expect(lines).toEqual(lines.map((_, index) => `line ${index + 1}`));
    });

    test('that exit tell their code, and standard error is in the same file', async () => {
      const process = await spawn('exits.log', 'sh', '-c', 'echo out; echo err >&2; exit 7');
      expect(await process.exited).toEqual({ code: 7, signal: null });
      expect(await readFile(process.outputFile, 'utf8')).toBe('out\nerr\n');
    });

    test('get their environment, their folder and the mark of their run, whatever is in them', async () => {
      const folder = `${machine.folder}/a 'b" $c`;
      await machine.write(`${folder}/x`, '');
      const show = 'pwd; printf "%s|" "$MINE" "$FSYNC_LAB_RUN" "$@"';
      const process = await machine.spawn({
        argv: ['sh', '-c', show, 'sh', 'two\nlines', "it's", ''],
        env: { MINE: "$HOME 'x'\ny" },
        cwd: folder,
        output: 'environment.log',
      });
      await process.exited;
      const shown = await readFile(process.outputFile, 'utf8');
      expect(shown).toBe(`${folder}\n$HOME 'x'\ny|${bench.runId}|two\nlines|it's||`);
    });

    test('stop and go on with their children, and die with them', async () => {
      const sleep = sleeper(1000);
      const process = await spawn('paused.log', 'sh', '-c', `${sleep} & echo up; wait`);
      await eventually(() => readFile(process.outputFile, 'utf8')).toBe('up\n');
      // Forked is not started yet: one that is stopped before is still a shell.
      await eventually(processes).toMatch(new RegExp(`^S\\S*\\s+${sleep}$`, 'm'));
      await process.signal('SIGSTOP');
      await eventually(() => process.state()).toBe('stopped');
      await eventually(processes).toMatch(new RegExp(`^T\\S*\\s+${sleep}$`, 'm'));
      await process.signal('SIGCONT');
      await eventually(() => process.state()).toBe('running');
      await process.signal('SIGKILL');
      await process.exited;
      await eventually(processes).not.toMatch(new RegExp(`^[^Z].* ${sleep}$`, 'm'));
    });

    test('that are gone take any signal without an error', async () => {
      const process = await spawn('true.log', 'true');
      await process.exited;
      await process.signal('SIGKILL');
      expect(await process.state()).toBe('gone');
    });

    test('that cannot start are named', async () => {
      await expect(spawn('x.log', 'no-such-program')).rejects.toThrow(/cannot start no-such-program/);
      const nowhere = machine.spawn({ argv: ['true'], cwd: '/none', output: 'x.log' });
      await expect(nowhere).rejects.toThrow(/cannot start true/);
    });
  });

  describe('commands', () => {
    test('that fail are an answer, a missing program is an error', async () => {
      await expect(machine.exec(['no-such-program'])).rejects.toThrow(/cannot run no-such-program/);
      const failing = await machine.exec(['sh', '-c', 'echo no >&2; exit 3']);
      expect(failing).toEqual({ exitCode: 3, stdout: '', stderr: 'no\n' });
    });

    test('get their input, and those at once do not disturb each other', async () => {
      const texts = Array.from({ length: 5 }, (_, index) => `${index}\n`.repeat(index * 1000));
      const results = await Promise.all(texts.map((input) => machine.exec(['cat'], { input })));
      expect(results.map(({ stdout }) => stdout)).toEqual(texts);
    });

    test('that are aborted are killed where they run', async () => {
      const abort = new AbortController();
      const sleep = sleeper(2000);
      const running = machine.exec(sleep.split(' '), { signal: abort.signal });
      await eventually(processes).toMatch(sleep);
      abort.abort(new Error('stop it'));
      await expect(running).rejects.toThrow('stop it');
      await eventually(processes).not.toMatch(new RegExp(`^[^Z].* ${sleep}$`, 'm'));
    });
  });

  test('a restart kills the processes, keeps the files and gives addresses that work', async () => {
    await machine.write(`${machine.folder}/kept`, 'kept');
    const process = await spawn('sleep.log', ...sleeper(3000).split(' '));
    await machine.restart();
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await process.state()).toBe('gone');
    expect(String(await readAll(machine.read(`${machine.folder}/kept`)))).toBe('kept');
    await machine.spawn(greeter(machine));
    await eventually(() => greetingAt(machine.address('clients').fromHost)).toBe('hello');
  });

  test('a port that nobody asked for is an error', () => {
    expect(() => machine.address('no-such-port')).toThrow("broker-1 has no port 'no-such-port'");
  });

  test('a machine that is disposed of leaves no process', async () => {
    const other = await runtime.machine(bench.spec('broker-2'));
    const argv = sleeper(4000).split(' ');
    const process = await other.spawn({ argv, output: 'sleep.log' });
    await other[Symbol.asyncDispose]();
    expect(await process.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  /** State and command of all that runs there. */
  async function processes(): Promise<string> {
    return (await machine.exec(['ps', '-o', 'stat=,args=', '-e'])).stdout;
  }
}

/** A command line that no other test on this host has. */
function sleeper(seconds: number): string {
  return `sleep ${seconds}.${process.pid}`;
}

/** A server that says hello to whoever connects; Perl is in every Debian. */
export function greeter(machine: Machine): Command {
  const { host, port } = machine.address('clients').bind;
  const server = 'IO::Socket::INET->new(Listen => 5, ReuseAddr => 1, LocalAddr => $ARGV[0])';
  const program = `my $s = ${server}; while (my $c = $s->accept) { print $c "hello"; close $c }`;
  return { argv: ['perl', '-MIO::Socket', '-e', program, `${host}:${port}`], output: 'greeter.log' };
}

/** What a server answers, or why it does not. */
export function greetingAt({ host, port }: Endpoint): Promise<string> {
  return text(connect(port, host)).catch(messageOf);
}
