import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepLine } from '../checks/testing/lines.ts';
import { opsOf } from '../checks/testing/notation.ts';
import { lossRun } from '../checks/testing/run.ts';
import type { EventOf, HistoryEvent } from '../history/event.ts';
import { parseLine } from '../history/parse-line.ts';
import { ednLines } from './edn.ts';
import { hostile, hostileRun } from './testing/hostile.ts';
import { jepsenProblems, parsedEdn } from './testing/jepsen-problems.ts';

const linesOf = (events: readonly HistoryEvent[]) => [...ednLines(events)];

function op(changes: Partial<EventOf<'op'>>): EventOf<'op'> {
  return { type: 'op', process: 0, f: 'send', status: 'ok', start: 0, end: 1, actions: [], ...changes };
}

const sent = (value: string, offset?: number) => ({ send: { to: 'x-0', value, offset } });

test('an operation is an invocation and its completion, in the shape of the Kafka workload', () => {
  const poll = { poll: { 'x-0': [[0, 'a'] as [number, string], [1, 'b'] as [number, string]] } };
  const events = [
    op({ start: 1, end: 2.5, actions: [sent('a', 0)] }),
    op({ start: 3, end: 4, status: 'fail', error: 'refused', actions: [sent('c')] }),
    op({ process: 1, f: 'poll', start: 5, end: 6, actions: [poll], final: true }),
    op({ process: 1, f: 'assign', start: 7, end: 8, partitions: ['x-0'], rebalanced: ['x-0'] }),
  ];
  expect(linesOf(events)).toEqual([
    '{:process 0 :type :invoke :f :send :value [[:send "x-0" "a"]] :time 1000000 :index 0}',
    '{:process 0 :type :ok :f :send :value [[:send "x-0" [0 "a"]]] :time 2500000 :index 1}',
    '{:process 0 :type :invoke :f :send :value [[:send "x-0" "c"]] :time 3000000 :index 2}',
    '{:process 0 :type :fail :f :send :value [[:send "x-0" "c"]] :error "refused" :time 4000000 :index 3}',
    '{:process 1 :type :invoke :f :poll :value [[:poll]] :final true :time 5000000 :index 4}',
    '{:process 1 :type :ok :f :poll :value [[:poll {"x-0" [[0 "a"] [1 "b"]]}]] :final true :time 6000000 :index 5}',
    '{:process 1 :type :invoke :f :assign :value ["x-0"] :time 7000000 :index 6}',
    '{:process 1 :type :ok :f :assign :value ["x-0"] :rebalance-log [{:keys ["x-0"]}] :time 8000000 :index 7}',
  ]);
});

test('a process whose outcome is unknown, or that crashed, goes on under a new number', () => {
  const events = [
    op({ start: 0, end: 1, status: 'unknown', actions: [sent('a')] }),
    op({ start: 2, end: 3, actions: [sent('b', 0)] }),
    op({ start: 4, end: 5, f: 'crash' }),
    op({ start: 6, end: 7, actions: [sent('c', 1)] }),
  ];
  const ops = parsedEdn(linesOf(events)).filter(({ type }) => type !== ':invoke');
  expect(ops.map(({ process, type, value }) => [process, type, value])).toEqual([
    [0, ':info', [[':send', 'x-0', [null, 'a']]]],
    [1, ':ok', [[':send', 'x-0', [0, 'b']]]],
    [1, ':info', null],
    [2, ':ok', [[':send', 'x-0', [1, 'c']]]],
  ]);
});

test('a step that hurts is the work of the nemesis, also when no event tells its end', () => {
  const kind = 'fault' as const;
  const events = [
    stepLine(1, 'began', { time: 10, kind }),
    stepLine(1, 'ended', { time: 20, kind, result: '750 → 740 B' }),
    stepLine(2, 'began', { time: 30, kind, name: 'x} :evil' }),
  ];
  expect(linesOf(events)).toEqual([
    '{:process :nemesis :type :info :f :truncate :value "truncate: broker-2" :time 10000000 :index 0}',
    '{:process :nemesis :type :info :f :truncate :value "750 → 740 B" :time 20000000 :index 1}',
    '{:process :nemesis :type :info :f :fault :value "produce: 10" :time 30000000 :index 2}',
  ]);
});

test("Jepsen's rules hold for a whole run, and a hostile one", () => {
  expect(jepsenProblems(linesOf(lossRun()))).toEqual([]);
  expect(jepsenProblems(linesOf(hostileRun()))).toEqual([]);
  expect(linesOf([])).toEqual([]);
});

test('the rules find what breaks them', () => {
  const lines = linesOf(lossRun());
  expect(jepsenProblems(lines.slice(1))).toContain('0: process 1 had no operation under way');
  expect(jepsenProblems([lines[0]!, ...lines]).join()).toContain('process 1 has an operation under way');
  const open = lines.map((line) => line.replace(':type :ok', ':type :info'));
  expect(jepsenProblems(open).join()).toContain('process 1 has crashed');
});

const anyOp = fc
  .record({
    process: fc.integer({ min: -1, max: 3 }),
    f: fc.constantFrom('send' as const, 'poll' as const, 'crash' as const, 'txn' as const),
    status: fc.constantFrom('ok' as const, 'fail' as const, 'unknown' as const),
    start: fc.nat(20),
    took: fc.integer({ min: -2, max: 5 }),
  })
  .map(({ took, ...rest }) => op({ ...rest, end: rest.start + took, actions: [sent('a', 1)] }));

test('they hold for any history: operations that overlap, that take no time, that end before they begin', () => {
  fc.assert(
    fc.property(fc.array(anyOp, { maxLength: 30 }), (ops) => {
      const lines = linesOf(ops);
      expect(jepsenProblems(lines)).toEqual([]);
      expect(lines).toHaveLength(2 * ops.length);
    }),
  );
});

test('hostile content comes back as it was, and no character of the file acts', () => {
  const long = `1/${'x'.repeat(1_000_000)}`;
  const values = [hostile, long, '\u2028\u0085\u{e0001}"\\'];
  const events = values.map((value, i) => op({ start: i * 2, end: i * 2 + 1, actions: [sent(value, i)] }));
  const lines = linesOf(events);
  expect(lines.join('\n')).not.toMatch(/(?!\n)\p{Cc}|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  const sends = parsedEdn(lines).filter(({ type }) => type === ':ok');
  expect(sends.map(({ value }) => value)).toEqual(values.map((value, i) => [[':send', 'x-0', [i, value]]]));
});

test("another tool's values keep their kind", () => {
  const line = JSON.stringify({
    type: 'op',
    process: 0,
    f: 'poll',
    status: 'ok',
    start: 0,
    end: 1,
    actions: [
      {
        poll: {
          'x-0': [
            [null, 1],
            [1, '1'],
            [2, { n: [null, true] }],
          ],
        },
      },
    ],
  });
  const parsed = parseLine(JSON.parse(line));
  if (!('event' in parsed)) throw new Error('it is not read');
  expect(linesOf([parsed.event])[1]).toContain('[[:poll {"x-0" [[nil 1] [1 "1"] [2 {"n" [nil true]}]]}]]');
});

test('the operations of the notation of the checks are in it, too', () => {
  const lines = linesOf(opsOf('P0 send ok a@0; P1 poll ok a@0'));
  expect(lines).toHaveLength(4);
  expect(jepsenProblems(lines)).toEqual([]);
});
