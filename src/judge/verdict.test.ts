import { describe, expect, test } from 'vitest';
import { key9, key9FinalRead } from '../checks/testing/key9.ts';
import { nothingExpected, runLine, stepLine } from '../checks/testing/lines.ts';
import { opsOf } from '../checks/testing/notation.ts';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import type { Expectation } from '../plan.ts';
import { judgeHistory } from './verdict.ts';

const end: HistoryEvent = { type: 'end', time: 1000 };
const expecting = (changes: Partial<Expectation>) => ({ expect: { ...nothingExpected, ...changes } });
const without = (events: HistoryEvent[], type: string) => events.filter((event) => event.type !== type);

describe('a run with a plan', () => {
  test.each([
    [{ lost: 1, anomalies: ['lost-write', 'inconsistent-offsets'] }, lossRun, 0, []],
    [{ loss: 'some' }, lossRun, 0, []],
    [{}, lossRun, 0, []],
    [{ loss: 'none' }, lossRun, 1, ['no loss was expected, 1 acknowledged record is lost']],
    [{ lost: 2 }, lossRun, 1, ['2 lost records were expected, 1 acknowledged record is lost']],
    [{ anomalies: ['duplicate'] }, lossRun, 1, ['duplicate was expected, and is not there']],
    [{ anomalies: ['__proto__', 'toString'] }, lossRun, 1, expect.any(Array)],
    [{ loss: 'none' }, safeRun, 0, []],
    [{ lost: 0 }, safeRun, 0, []],
    [{ lost: 1 }, safeRun, 1, ['1 lost record was expected, no acknowledged record is lost']],
    [{ loss: 'some' }, safeRun, 1, ['a loss was expected, and there is none']],
  ] as const)('expects %j', async (expected, makeRun, exit, reasons) => {
    const judged = await judgeHistory(makeRun(expecting(expected as Partial<Expectation>)));
    expect({ exit: judged.exit, reasons: judged.reasons }).toEqual({ exit, reasons });
    expect(judged.verdict).toBe(exit === 0 ? 'as-expected' : 'not-as-expected');
  });

  test('an anomaly other than a loss fails no-loss', async () => {
    const events = safeRun(expecting({ loss: 'none' }));
    const [phantom] = opsOf('P9 poll unknown ghost@90');
    const judged = await judgeHistory([...events.slice(0, -1), phantom!, ...events.slice(-1)]);
    expect(judged).toMatchObject({ exit: 1, reasons: ['no loss was expected, and the history has phantom'] });
  });
});

describe('missing evidence', () => {
  test.each([
    ['no last line', (run: HistoryEvent[]) => without(run, 'end')],
    ['no replica was read', (run: HistoryEvent[]) => without(run, 'log')],
    [
      'a fault that did not happen',
      (run: HistoryEvent[]) =>
        run.map((event) => (event.type === 'fault' ? { ...event, happened: false } : event)),
    ],
    [
      'a step that gave up',
      (run: HistoryEvent[]) =>
        run.map((event) =>
          event.type === 'step' && event.index === 1 && event.event === 'ended'
            ? stepLine(1, 'gave-up')
            : event,
        ),
    ],
  ])('%s: a loss that was expected is inconclusive, one that was not is a loss', async (_, damage) => {
    const expected = await judgeHistory(damage(lossRun(expecting({ lost: 1 }))));
    expect(expected).toMatchObject({ verdict: 'inconclusive', exit: 3 });
    expect(expected.reasons).not.toEqual([]);
    expect(await judgeHistory(damage(lossRun(expecting({ loss: 'none' }))))).toMatchObject({ exit: 1 });
    expect(await judgeHistory(damage(safeRun(expecting({ loss: 'none' }))))).toMatchObject({ exit: 3 });
  });

  test('a final read cut short is inconclusive, not a loss', async () => {
    const short = lossRun(expecting({ lost: 1 })).map((event) =>
      event.type === 'op' && event.final ? { ...event, atEnd: undefined } : event,
    );
    expect(await judgeHistory(short)).toMatchObject({ exit: 3, lost: [], accounting: { lost: null } });
  });

  test.each([[lossRun], [safeRun]])('an interrupted run is 130, whatever it shows', async (makeRun) => {
    const events = makeRun(expecting({ loss: 'none' })).slice(0, -1);
    const judged = await judgeHistory([...events, { type: 'end', time: 1, interrupted: true }]);
    expect(judged).toMatchObject({ verdict: 'inconclusive', exit: 130 });
  });

  test('a value that was sent twice would hide a loss', async () => {
    const run = safeRun(expecting({ loss: 'none' }));
    const again = run.find((event) => event.type === 'op');
    const judged = await judgeHistory([...run.slice(0, 5), again!, ...run.slice(5)]);
    expect(judged.exit).toBe(3);
    expect(judged.reasons).toEqual([expect.stringContaining('1/0 was sent to topic1-0 more than once')]);
  });

  test('a plan without steps, topics and records proves nothing', async () => {
    const judged = await judgeHistory([
      runLine({ steps: [], topics: [], ...expecting({ loss: 'none' }) }),
      end,
    ]);
    expect(judged).toMatchObject({ exit: 3, valid: 'unknown' });
  });

  test('an acknowledgement that no read confirms makes no-loss inconclusive', async () => {
    const run = safeRun(expecting({ loss: 'none' }));
    const late: HistoryEvent = {
      type: 'op',
      process: 8,
      f: 'send',
      status: 'ok',
      start: 12_402,
      end: 12_403,
      step: 2,
      actions: [{ send: { to: 'topic1-0', value: '3/0', offset: 20 } }],
    };
    const judged = await judgeHistory([...run.slice(0, -1), late, ...run.slice(-1)]);
    const reasons = [
      'a record of topic1-0 was acknowledged after its final read had begun',
      '1 acknowledged record of topic1-0 was never read',
    ];
    expect(judged).toMatchObject({ exit: 3, reasons });
  });
});

describe('expected trouble', () => {
  const leaderless: HistoryEvent = {
    type: 'state',
    time: 12_300,
    partition: 'topic1-0',
    leader: null,
    isr: [],
    epoch: null,
    end: null,
  };
  const unread = (run: HistoryEvent[]) =>
    run.filter((event) => !(event.type === 'op' && event.final) && !(event.type === 'log' && event.final));

  test('a cluster that was expected to be unavailable, and is', async () => {
    const run = unread(lossRun(expecting({ unavailable: true })));
    expect(await judgeHistory([...run.slice(0, -1), leaderless, end])).toMatchObject({
      exit: 0,
      valid: false,
    });
    expect(await judgeHistory(lossRun(expecting({ unavailable: true })))).toMatchObject({ exit: 1 });
    expect(
      await judgeHistory([...lossRun(expecting({ unavailable: false })), leaderless, end]),
    ).toMatchObject({ exit: 1 });
  });

  test('a background load that got nothing acknowledged for long enough, judged from its own record', async () => {
    const load = (event: 'began' | 'ended', name: string, time: number): HistoryEvent => ({
      type: 'step',
      time,
      phase: 'steps',
      index: name === 'load' ? 7 : 8,
      name,
      text: name,
      event,
    });
    const ack = (time: number, value: string): HistoryEvent => ({
      type: 'op',
      process: 9,
      f: 'send',
      status: 'ok',
      start: time,
      end: time,
      step: 7,
      actions: [{ send: { to: 'topic1-0', key: null, value } }],
    });
    const measured = (unavailable: boolean, stopMs: number) => {
      const [first, ...rest] = lossRun(expecting({ unavailable }));
      const loaded = [
        load('began', 'load', 1),
        ack(20, 'a'),
        ack(30, 'b'),
        load('began', 'stop-load', stopMs),
      ];
      return judgeHistory([...(first ? [first] : []), ...loaded, ...rest]);
    };
    const reasons = [
      expect.stringMatching(/no write to topic1-0 was acknowledged for 6.0 s \(0.0 s to 6.0 s\)/),
    ];
    expect(await measured(true, 6030)).toMatchObject({ exit: 0 });
    expect(await measured(false, 6030)).toMatchObject({ exit: 1, reasons });
    expect(await measured(true, 3000)).toMatchObject({ exit: 1 });
    expect(await measured(false, 3000)).toMatchObject({ exit: 0 });
  });

  test('unavailable does not excuse from looking for losses that are judged', async () => {
    const run = unread(safeRun(expecting({ unavailable: true, loss: 'none' })));
    expect(await judgeHistory([...run.slice(0, -1), leaderless, end])).toMatchObject({ exit: 3 });
  });

  test('a node that was expected to stay down and came up', async () => {
    const events = ['started', 'ready'].map(
      (event) => ({ type: 'node', time: 1, node: 'broker-3', event }) as HistoryEvent,
    );
    const judged = await judgeHistory([...events, ...lossRun(expecting({ down: ['broker-3'] }))]);
    expect(judged).toMatchObject({
      exit: 1,
      reasons: ['broker-3 was expected to stay down, and it came up'],
    });
  });
});

describe('a history without a plan', () => {
  test.each([
    ['P0 send ok a@0; P1 poll ok a@0', true, 0],
    [key9, false, 1],
    [key9FinalRead, false, 1],
    ['P0 send ok a@0 b@1; P0 poll ok a@0', 'unknown', 3],
    ['P0 send fail a; P1 poll fail a@0', 'unknown', 3],
    ['P0 send fail 2; P1 poll ok 2@0', false, 1],
  ] as const)('%s is judged by its validity', async (history, valid, exit) => {
    expect(await judgeHistory([...opsOf(history), end])).toMatchObject({ valid, exit });
  });

  test('nothing at all, and a missing last line, are unknown', async () => {
    expect(await judgeHistory([])).toMatchObject({ valid: 'unknown', exit: 3 });
    const judged = await judgeHistory(opsOf('P0 send ok a@0; P1 poll ok a@0'));
    expect(judged).toMatchObject({ valid: 'unknown', exit: 3, reasons: [expect.stringContaining('`end`')] });
  });

  test('what is proven stays invalid without the last line', async () => {
    expect(await judgeHistory(opsOf(key9))).toMatchObject({ valid: false, exit: 1 });
  });
});

test('a cluster that never came up is one reason, not one for each thing that is missing', async () => {
  const setup = {
    phase: 'setup',
    name: 'cluster-up',
    text: 'cluster up',
    reason: 'broker-1 exited',
  } as const;
  const events = [runLine(), stepLine(null, 'began', setup), stepLine(null, 'gave-up', setup)];
  const end = { type: 'end', time: 200 } as const;
  expect(await judgeHistory([...events, end])).toMatchObject({ exit: 3, reasons: ['broker-1 exited'] });
});
