import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Machine, Runtime } from '../machine.ts';
import { describeWithDocker, testBench } from './testing/bench.ts';

const bench = await testBench('processes');

const ticker = ['sh', '-c', 'i=0; while :; do i=$((i+1)); echo line $i; done'];

(await describeWithDocker())('processes in a container', () => {
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
    expect(text).toBe(`${folder}\n$HOME 'x'\ny|${bench.runId}|two\nlines|it's||`);
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
});
