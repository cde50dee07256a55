import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '../../history/event.ts';
import type { TopicCleanup } from '../../plan.ts';
import { absencesIn, accountForAll } from '../accounting.ts';
import { anomalyChecks } from '../index.ts';
import { logLine, runLine } from '../testing/lines.ts';
import { factsOf, opsOf } from '../testing/notation.ts';
import { findRemovals } from './removal.ts';
import { startTraces } from './traces.ts';

const nodes = ['broker-1', 'broker-2', 'broker-3'];
const cleanupOff: TopicCleanup = { compacts: false, expires: false, tombstonesKeptMs: null };
const compacts = { ...cleanupOff, compacts: true };
const expires = { ...cleanupOff, expires: true };

function topicWith(cleanup: TopicCleanup): HistoryEvent {
  return runLine({
    topics: [{ name: 'x', partitions: 1, replicas: 3, config: {}, assignment: [nodes], cleanup }],
  });
}

function told(kind: string, offset: number, node = 'broker-1'): HistoryEvent {
  return { type: 'broker-log', time: 500, node, kind, line: kind, partition: 'x-0', offset };
}

const startingAt = (start: number, node = 'broker-1') =>
  logLine(node, { partition: 'x-0', start, final: true });
const everywhere = (start: number) => nodes.map((node) => startingAt(start, node));

/** As a run is judged: the operations, and what else its history tells. */
function judged(history: string, events: readonly HistoryEvent[], readFrom?: number) {
  const traces = startTraces();
  for (const event of events) traces.on(event);
  for (const op of opsOf(history)) {
    traces.on(op.final && readFrom !== undefined ? { ...op, atStart: { 'x-0': readFrom } } : op);
  }
  const facts = factsOf(history);
  return { ...facts, removal: findRemovals(facts, traces.end()) };
}

function lostOf(facts: ReturnType<typeof judged>): readonly string[] {
  const [partition] = facts.partitions.values();
  return (partition && absencesIn(partition, facts)?.lost.map(partition.values.get)) ?? [];
}

// a, b and c have the keys of a2, b2 and c2, which come later.
const sends = 'P0 send ok a=k1@0 b=k2@1 c=k3@2; P0 send ok a2=k1@3 b2=k2@4 c2=k3@5';
const compacted = `${sends}; P1 poll ok a2@3 b2@4 c2@5 final atEnd=6`;

describe('superseded', () => {
  test('older records of a key are no loss when the topic is compacted and a broker told so', () => {
    const facts = judged(compacted, [topicWith(compacts), told('compacted', 6)]);
    expect(accountForAll(facts)).toMatchObject({ acked: 6, superseded: 3, lost: 0 });
    expect(anomalyChecks.flatMap((check) => check.judge(facts))).toEqual([]);
  });

  test('a reader is not accused of skipping them', () => {
    const history = `${sends}; P1 poll ok a@0; P1 poll ok a2@3 b2@4 c2@5 final atEnd=6`;
    const names = (events: readonly HistoryEvent[]) => {
      const facts = judged(history, events);
      return anomalyChecks.filter((check) => check.judge(facts).length > 0).map(({ name }) => name);
    };
    expect(names([topicWith(compacts), told('compacted', 6)])).toEqual([]);
    expect(names([topicWith(compacts)])).toContain('poll-skip');
  });

  test.each([
    ['the topic is not compacted', compacted, [topicWith(expires), told('compacted', 6)], ['a', 'b', 'c']],
    ['no broker told of a compaction', compacted, [topicWith(compacts)], ['a', 'b', 'c']],
    ['the compaction did not come so far', compacted, [topicWith(compacts), told('compacted', 5)], ['c']],
    [
      'another partition was compacted',
      compacted,
      [topicWith(compacts), { ...told('compacted', 6), partition: 'y-0' } as HistoryEvent],
      ['a', 'b', 'c'],
    ],
    ['nothing tells the configuration', compacted, [told('compacted', 6)], ['a', 'b', 'c']],
    [
      'the newest record of the key is gone as well',
      `${sends}; P1 poll ok a2@3 c2@5 final atEnd=6`,
      [topicWith(compacts), told('compacted', 6)],
      ['b', 'b2'],
    ],
    [
      'only an older record of the key is there',
      `${sends}; P1 poll ok a@0 b2@4 c2@5 final atEnd=6`,
      [topicWith(compacts), told('compacted', 6)],
      ['a2'],
    ],
    [
      'the log went back, and another record has the offset',
      'P0 send ok a=k1@0 b=k2@1; P0 send ok x=k3@1; P0 send ok b2=k2@2; P1 poll ok a@0 x@1 b2@2 final atEnd=3',
      [topicWith(compacts), told('compacted', 3)],
      ['b'],
    ],
    [
      'a record has no key',
      'P0 send ok a=@0 b=@1; P1 poll ok b@1 final atEnd=2',
      [topicWith(compacts), told('compacted', 2)],
      ['a'],
    ],
  ])('a loss stays a loss when %s', (_, history, events, lost) => {
    expect(lostOf(judged(history, events))).toEqual(lost);
  });
});

describe('tombstones', () => {
  const keptMs = 25;
  const events = [topicWith({ ...compacts, tombstonesKeptMs: keptMs }), told('compacted', 3)];
  // Operations begin 10 ms after one another and take 5 ms: the read is 25 ms after the tombstone.
  const sent = 'P0 send ok a=k1@0 b=k2@1; P0 send ok -t=k1@2; P0 send ok c=k3@3; P0 send ok d=k4@4';

  test.each([
    ['it is read: what it deleted is superseded', 'b@1 -t@2 c@3 d@4', [], 1],
    ['it went, too, when it was old enough', 'b@1 c@3 d@4', [], 2],
    ['the record that it deleted is back', 'a@0 b@1 c@3 d@4', ['-t'], 0],
    ['nothing else went', 'a@0 b@1 -t@2 c@3 d@4', [], 0],
  ])('%s', (_, read, lost, superseded) => {
    const facts = judged(`${sent}; P1 poll ok ${read} final atEnd=5`, events);
    expect(lostOf(facts)).toEqual(lost);
    expect(accountForAll(facts)).toMatchObject({ superseded });
  });

  test.each([
    ['too young', [topicWith({ ...compacts, tombstonesKeptMs: 26 }), told('compacted', 3)]],
    ['above the compaction', [events[0] as HistoryEvent, told('compacted', 2)]],
    ['kept for a time that nobody knows', [topicWith(compacts), told('compacted', 3)]],
  ])('one that is %s is lost, and what it deleted as well', (_, cut) => {
    expect(lostOf(judged(`${sent}; P1 poll ok b@1 c@3 d@4 final atEnd=5`, cut))).toEqual(['a', '-t']);
  });

  test('one that was not acknowledged deletes nothing', () => {
    const unsure = sent.replace('send ok -t', 'send unknown -t');
    expect(lostOf(judged(`${unsure}; P1 poll ok b@1 c@3 d@4 final atEnd=5`, events))).toEqual(['a']);
  });
});

const expired = 'P0 send ok a@0 b@1 c@2 d@3; P1 poll ok c@2 d@3 final atEnd=4';

describe('expired', () => {
  test('what lies below the start that retention set is no loss', () => {
    const facts = judged(expired, [topicWith(expires), told('expired', 2), ...everywhere(2)], 2);
    expect(accountForAll(facts)).toMatchObject({ acked: 4, expired: 2, lost: 0 });
    expect(anomalyChecks.flatMap((check) => check.judge(facts))).toEqual([]);
  });

  test.each([
    [
      'the topic keeps everything',
      [topicWith(compacts), told('expired', 2), ...everywhere(2)],
      2,
      ['a', 'b'],
    ],
    ['no broker told of retention', [topicWith(expires), ...everywhere(2)], 2, ['a', 'b']],
    [
      'somebody removed more files than retention',
      [topicWith(expires), told('expired', 1), ...everywhere(2)],
      2,
      ['b'],
    ],
    [
      'one replica of the ISR begins earlier',
      [topicWith(expires), told('expired', 2), ...everywhere(2), startingAt(1, 'broker-2')],
      2,
      ['b'],
    ],
    [
      'the reader was let in from the first offset',
      [topicWith(expires), told('expired', 2), ...everywhere(2)],
      0,
      ['a', 'b'],
    ],
    ['nobody looked where the log begins', [topicWith(expires), told('expired', 2)], undefined, ['a', 'b']],
  ])('a loss stays a loss when %s', (_, events, readFrom, lost) => {
    expect(lostOf(judged(expired, events, readFrom))).toEqual(lost);
  });

  test('a record whose offset went to another one was lost before it could expire', () => {
    const history = 'P0 send ok a@0 b@1; P0 send ok x@1 c@2; P1 poll ok c@2 final atEnd=3';
    const events = [topicWith(expires), told('expired', 2), ...everywhere(2)];
    expect(lostOf(judged(history, events, 2))).toEqual(['b', 'x']);
  });

  test('a replica outside the ISR does not count', () => {
    const isr: HistoryEvent = {
      type: 'state',
      time: 1,
      partition: 'x-0',
      leader: 'broker-1',
      isr: ['broker-1'],
      epoch: 1,
      end: 4,
    };
    const events = [topicWith(expires), told('expired', 2), ...everywhere(2), startingAt(0, 'broker-3')];
    expect(lostOf(judged(expired, events, 2))).toEqual(['a', 'b']);
    expect(lostOf(judged(expired, [...events, isr], 2))).toEqual([]);
  });
});

describe('deleted', () => {
  test('what a client asked to delete is no loss, though the files hold it still', () => {
    const facts = judged(expired, [topicWith(cleanupOff), told('deleted', 2), ...everywhere(0)], 2);
    expect(accountForAll(facts)).toMatchObject({ deleted: 2, expired: 0, lost: 0 });
  });

  test.each([
    ['nobody asked', [...everywhere(2)], 2, ['a', 'b']],
    ['less was asked for', [told('deleted', 1)], 2, ['b']],
    ['the leader does not begin there', [told('deleted', 2)], 0, ['a', 'b']],
  ])('a loss stays a loss when %s', (_, events, readFrom, lost) => {
    expect(lostOf(judged(expired, [topicWith(cleanupOff), ...events], readFrom))).toEqual(lost);
  });
});

test('without a final read to the end nothing is excused', () => {
  const history = `${sends}; P1 poll ok a2@3 b2@4 c2@5`;
  const facts = judged(history, [topicWith(compacts), told('compacted', 6)]);
  const names = anomalyChecks.filter((check) => check.judge(facts).length > 0).map(({ name }) => name);
  expect(names).toEqual(['lost-write', 'unseen']);
});
