import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { local } from '../machines/local.ts';
import type { Machine, Process } from '../machines/machine.ts';
import type { NodeSpec } from '../systems/system.ts';
import { ClusterNode } from './cluster-node.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-test-'));
process.env.XDG_STATE_HOME = join(root, 'state');
afterAll(() => rm(root, { recursive: true, force: true }));
const signal = new AbortController().signal;

/** Ends with `last words` so many times, then says that it is up and stays. */
function failingAtFirst(times: number): readonly string[] {
  const program = `
    const fs = require('node:fs');
    const starts = fs.existsSync('starts') ? Number(fs.readFileSync('starts')) : 0;
    fs.writeFileSync('starts', String(starts + 1));
    console.log(starts < ${times} ? 'last words' : 'up');
    if (starts >= ${times}) setInterval(() => {}, 1000);`;
  return ['node', '-e', program];
}

function specOf(argv: readonly string[], excuse: string | undefined): NodeSpec {
  return {
    name: 'one',
    role: 'broker',
    ports: [],
    memoryMb: 64,
    holdsData: true,
    launch: async () => ({ argv }),
    readiness: async (_place, lines) =>
      lines.includes('up') ? { ready: true } : { ready: false, seen: 'not up' },
    excusedExit: (lines) => (lines.includes('last words') ? excuse : undefined),
  };
}

async function startOf(runId: string, spec: NodeSpec, change = (machine: Machine) => machine) {
  const runtime = await local.open({
    runId,
    tempFolder: join(root, runId),
    signal,
    onProgress: () => undefined,
  });
  onTestFinished(() => runtime[Symbol.asyncDispose]());
  const made = await runtime.machine({ ...spec, outputFolder: join(root, 'out', runId), powers: [] });
  const machine = change(made);
  const events: HistoryEvent[] = [];
  const place = { machine, softwareFolder: () => '', address: () => machine.address('none') };
  const record = (event: HistoryEvent) => void events.push(event);
  const node = new ClusterNode({ spec, machine, disk: null, place, now: () => 0, record });
  const error = await node.start({ budgetMs: 20_000, signal }).catch((thrown: unknown) => thrown);
  return { node, error, events, warnings: events.filter(({ type }) => type === 'warning') };
}

/** A signal is answered only after the exit was heard, as it happens in a container. */
function answeringLate(machine: Machine): Machine {
  const spawn: Machine['spawn'] = async (command) => {
    const process = await machine.spawn(command);
    const late: Process['signal'] = async (name) => {
      await process.signal(name);
      await process.exited;
      await setImmediate();
    };
    return { ...process, signal: late };
  };
  return { ...machine, spawn };
}

test('a node whose start ended for a reason that says nothing about it is started again, with a warning', async () => {
  const { error, node, warnings } = await startOf('node-a', specOf(failingAtFirst(1), 'its session expired'));
  expect(error).toBeUndefined();
  expect(node.state).toBe('running');
  expect(warnings).toEqual([
    {
      type: 'warning',
      time: 0,
      text: 'one ended while it started, as its session expired; it was started again',
    },
  ]);
});

test('a fourth such end in a row is not excused', async () => {
  const third = await startOf('node-e', specOf(failingAtFirst(3), 'its session expired'));
  expect(third.warnings).toHaveLength(3);
  expect(third.error).toBeUndefined();
  const { error } = await startOf('node-b', specOf(failingAtFirst(4), 'its session expired'));
  expect(error).toBeInstanceOf(Inconclusive);
  expect(String(error)).toContain('one exited while starting: last words');
});

test('any other end of a starting node is told at once', async () => {
  const { error, warnings } = await startOf('node-c', specOf(failingAtFirst(1), undefined));
  expect(String(error)).toContain('one exited while starting: last words');
  expect(warnings).toEqual([]);
});

test('a process whose exit is heard before the signal is answered has ended all the same', async () => {
  const { node } = await startOf('node-d', specOf(failingAtFirst(0), undefined), answeringLate);
  expect(await node.end('SIGKILL', 20_000)).toEqual({ code: null, signal: 'SIGKILL' });
  expect(node.state).toBe('stopped');
});

test('a start that fails is recorded with the words that ended it, without the path of the machine', async () => {
  const trouble = (lines: readonly string[]) => lines.find((line) => line.includes('last words'));
  const spec = { ...specOf(failingAtFirst(9), undefined), trouble, remedy: (text: string) => `no ${text}` };
  const { events } = await startOf('trouble', spec);
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'exited', trouble: 'last words', remedy: 'no last words' }),
  );
});
