import { expect, test } from 'vitest';
import type { EventOf } from './event.ts';
import { type Facts, startFacts } from './facts.ts';
import { valuesAt } from './partition-log.ts';
import type { Values } from './value-facts.ts';

type Op = EventOf<'op'>;

function factsOf(...ops: Partial<Op>[]): Facts {
  const fold = startFacts();
  for (const [i, op] of ops.entries()) {
    fold.on({ type: 'op', process: 0, f: 'send', status: 'ok', start: i, end: i + 0.5, actions: [], ...op });
  }
  return fold.end();
}

const send = (to: string, value: string, offset?: number): Op['actions'][number] => ({
  send: { to, value, ...(offset === undefined ? {} : { offset }) },
});
const poll = (partition: string, ...records: [number, string][]): Op['actions'][number] => ({
  poll: JSON.parse(`{${JSON.stringify(partition)}:${JSON.stringify(records)}}`),
});

const listOf = (texts: Values) => Array.from({ length: texts.length }, (_, id) => texts.get(id));
const idOf = (texts: Values, text: string) => listOf(texts).indexOf(text);

function logOf(facts: Facts, name = 'x-0'): [number, (string | undefined)[]][] {
  const partition = facts.partitions.get(name);
  if (!partition) return [];
  const { log, values } = partition;
  return Array.from({ length: log.count }, (_, i) => [log.offsets.get(i), valuesAt(log, i).map(values.get)]);
}

test.each([['__proto__'], ['constructor'], ['']])(
  'a partition and a value called %j are like any other',
  (name) => {
    const facts = factsOf(
      { actions: [send(name, name, 2 ** 33)] },
      { f: 'poll', actions: [poll(name, [2 ** 33, name], [2 ** 33 + 1, 'b'])] },
    );
    expect([...facts.partitions.keys()]).toEqual([name]);
    expect(logOf(facts, name)).toEqual([
      [2 ** 33, [name]],
      [2 ** 33 + 1, ['b']],
    ]);
  },
);

test('the log has every poll, and the sends with an offset that took effect', () => {
  const facts = factsOf(
    { actions: [send('x-0', 'ok', 5), send('x-0', 'no offset')] },
    { status: 'fail', actions: [send('x-0', 'failed', 6)] },
    { status: 'unknown', actions: [send('x-0', 'doubtful', 7)] },
    { status: 'unknown', actions: [send('x-0', 'proven', 8), send('y-0', 'seen')] },
    { f: 'poll', status: 'fail', actions: [poll('x-0', [1, 'aborted'])] },
    { f: 'poll', actions: [poll('y-0', [0, 'seen'])] },
  );
  expect(logOf(facts)).toEqual([
    [1, ['aborted']],
    [5, ['ok']],
    [8, ['proven']],
  ]);
  expect([0, 1, 2, 3].map(facts.mustCommit)).toEqual([true, false, false, true]);
});

test('an aborted poll does not prove an unknown send', () => {
  const facts = factsOf(
    { status: 'unknown', actions: [send('x-0', 'a', 0)] },
    { f: 'poll', status: 'fail', actions: [poll('x-0', [0, 'a'])] },
  );
  expect(facts.mustCommit(0)).toBe(false);
});

test('of several values at an offset the one observed latest represents it', () => {
  const { log, values } = factsOf(
    { actions: [send('x-0', 'a', 3)] },
    { actions: [send('x-0', 'b', 3)] },
    { f: 'poll', actions: [poll('x-0', [3, 'a'], [7, 'c'])] },
  ).partitions.get('x-0')!;
  expect(values.get(log.rep.get(0))).toBe('a');
  const [a, b, c] = ['a', 'b', 'c'].map((value) => idOf(values, value)) as [number, number, number];
  expect([a, b, c].map(log.index.get)).toEqual([0, -1, 1]);
});

test('first and last index of a value that is in the log twice', () => {
  const { log, values } = factsOf({
    f: 'poll',
    actions: [poll('x-0', [9, 'a'], [2, 'a'], [5, 'b'])],
  }).partitions.get('x-0')!;
  const a = idOf(values, 'a');
  expect([log.first.get(a), log.last.get(a)]).toEqual([0, 2]);
});

test('an offset that is not known stays out of the log, even when it is written as -1', () => {
  const facts = factsOf(
    { actions: [send('x-0', 'a', -1)] },
    { f: 'poll', actions: [poll('x-0', [-1, 'b'])] },
  );
  expect(logOf(facts)).toEqual([]);
  expect(listOf(facts.partitions.get('x-0')!.values)).toEqual(['a', 'b']);
});

test('only operations that send count as sends, only those that read as polls', () => {
  const facts = factsOf(
    { f: 'poll', actions: [send('x-0', 'a', 0)] },
    { f: 'send', actions: [poll('x-0', [1, 'b'])] },
    { f: 'crash', actions: [send('x-0', 'c', 2)] },
    { f: 'txn', actions: [send('x-0', 'd', 3), poll('x-0', [4, 'e'])] },
  );
  expect(logOf(facts)).toEqual([
    [3, ['d']],
    [4, ['e']],
  ]);
});

test('a value that may be there twice by two sends is kept in mind; a refused first try is not', () => {
  const facts = factsOf(
    { status: 'fail', actions: [send('x-0', 'retried')] },
    { actions: [send('x-0', 'retried', 0)] },
    { status: 'unknown', actions: [send('x-0', 'twice')] },
    { actions: [send('x-0', 'twice', 1)] },
  );
  const { resent, values, writer } = facts.partitions.get('x-0')!;
  expect([...resent].map(values.get)).toEqual(['twice']);
  expect(['retried', 'twice'].map((value) => writer.get(idOf(values, value)))).toEqual([1, 3]);
});

test('rebalances are kept for the rules that follow one process', () => {
  const facts = factsOf(
    { f: 'assign', partitions: ['x-0'] },
    { f: 'poll', rebalanced: ['y-0'] },
    { f: 'subscribe', partitions: [] },
  );
  expect([...facts.rebalanced]).toEqual([[1, ['y-0']]]);
  expect(facts.ops.refer(2)).toEqual({
    op: 2,
    line: 3,
    process: 0,
    f: 'subscribe',
    status: 'ok',
    start: 2,
    end: 2.5,
  });
});

test('what a reader of uncommitted records was handed proves nothing, and is in no log', () => {
  const sent: Partial<Op> = { f: 'txn', status: 'unknown', actions: [send('x-0', 'a', 0)] };
  const polled: Partial<Op> = { f: 'poll', actions: [poll('x-0', [0, 'a'])] };
  expect(factsOf(sent, polled).mustCommit(0)).toBe(true);
  const facts = factsOf(sent, { ...polled, isolation: 'uncommitted' });
  expect(facts.mustCommit(0)).toBe(false);
  expect(facts.partitions.get('x-0')?.okReader.get(0)).toBe(-1);
});
