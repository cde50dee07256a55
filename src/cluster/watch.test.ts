import { mkdtempSync } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import type { PartitionState } from '../systems/system.ts';
import type { Cluster, Node } from './cluster.ts';
import { OutputTail } from './output-tail.ts';
import { watchCluster } from './watch.ts';

const root = mkdtempSync(join(tmpdir(), 'fsync-lab-test-'));
afterAll(() => rm(root, { recursive: true, force: true }));

const first: PartitionState = {
  partition: 'topic1-0',
  leader: 'broker-1',
  isr: ['broker-1'],
  epoch: 0,
  end: 0,
};

/** One node whose output is a file, and a cluster that tells what it is told to. */
function watched(look: (withEnds: boolean) => Promise<readonly PartitionState[]>) {
  const events: HistoryEvent[] = [];
  let tail = new OutputTail(join(root, 'none'));
  const spec = { holdsData: true };
  const node = { name: 'broker-1', spec, state: 'running', process: null, lines: () => tail.lines() };
  const system = {
    classify: (line: string) => (line.startsWith('Truncating') ? { kind: 'truncating' } : null),
    outputWarnings: () => ['one warning'],
  };
  const partitions = (_signal: AbortSignal, { withEnds } = { withEnds: true }) => look(withEnds);
  const cluster = {
    nodes: [node as unknown as Node],
    askable: () => (node.state === 'running' ? [node.name] : []),
    partitions,
    system,
    plan: {},
  } as unknown as Cluster;
  return {
    events,
    of: (type: HistoryEvent['type']) => events.filter((event) => event.type === type),
    start(outputFile: string, pid: number) {
      tail = new OutputTail(outputFile);
      node.process = { pid, outputFile } as never;
    },
    watch: (record = (event: HistoryEvent) => void events.push(event)) =>
      watchCluster({ cluster, now: () => 0, record }),
  };
}

test('every change of leader, ISR and epoch is recorded once; a log that only grows is none', async () => {
  const states = [first, { ...first, end: 5 }, { ...first, leader: null, end: null }, { ...first, epoch: 1 }];
  let looks = 0;
  let state = first;
  const { watch, of } = watched(async (withEnds) => {
    if (!withEnds) state = states[Math.min(looks++, states.length - 1)] as PartitionState;
    return [withEnds ? state : { ...state, end: null }];
  });
  await using _watch = watch();
  await expect.poll(() => looks).toBeGreaterThan(5);
  expect(of('state')).toMatchObject([
    { leader: 'broker-1', epoch: 0, end: 0 },
    { leader: null, epoch: 0 },
    { leader: 'broker-1', epoch: 1 },
  ]);
});

test('lines that are evidence are recorded once, also the last ones before the watch ends', async () => {
  const file = join(root, 'a.log');
  const { watch, of, start } = watched(async () => []);
  start(file, 1);
  const watching = watch();
  await appendFile(file, 'noise\nTruncating to 9\n');
  await expect.poll(() => of('broker-log')).toHaveLength(1);
  await appendFile(file, 'Truncating to 8\n');
  await watching[Symbol.asyncDispose]();
  expect(of('broker-log')).toMatchObject([{ line: 'Truncating to 9' }, { line: 'Truncating to 8' }]);
  expect(of('warning')).toMatchObject([{ text: 'one warning' }]);
});

test('the last lines of a start are recorded also when the next start has begun, with whatever pid', async () => {
  const [one, two] = [join(root, 'one.log'), join(root, 'two.log')];
  let answer: (states: readonly PartitionState[]) => void = () => undefined;
  let looks = 0;
  const { watch, of, start } = watched(() => {
    looks += 1;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  start(one, 7);
  await using _watch = watch();
  await expect.poll(() => looks).toBe(1);
  await appendFile(one, 'noise\nTruncating to 1\n');
  start(two, 7);
  await appendFile(two, 'Truncating to 2\n');
  answer([]);
  await expect
    .poll(() => of('broker-log'))
    .toMatchObject([{ line: 'Truncating to 1' }, { line: 'Truncating to 2' }]);
});

test('a broker that hangs holds up neither the reading of logs nor the end of the watch', async () => {
  const file = join(root, 'b.log');
  const { watch, of, start } = watched(() => new Promise(() => undefined));
  start(file, 1);
  const watching = watch();
  await appendFile(file, 'Truncating to 9\n');
  await expect.poll(() => of('broker-log')).toHaveLength(1);
  await watching[Symbol.asyncDispose]();
});

test('an error of the recorder comes out where the watch ends, not past everybody', async () => {
  const { watch } = watched(async () => [first]);
  const watching = watch(() => {
    throw new Error('disk full');
  });
  await new Promise((resolve) => setImmediate(resolve));
  await expect(watching[Symbol.asyncDispose]()).rejects.toThrow('disk full');
});
