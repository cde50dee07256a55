import type { EventOf, HistoryEvent } from '../../history/event.ts';
import { startRecordDigest } from '../../lib/record-digest.ts';
import type { Plan } from '../../plan.ts';
import { brokers, logLine, runLine, stepLine } from './lines.ts';

/** Ten records acknowledged one by one, the first at this offset. */
function round(number: number, offset: number, time: number): EventOf<'op'>[] {
  return Array.from({ length: 10 }, (_, i) => ({
    type: 'op',
    process: number,
    f: 'send',
    status: 'ok',
    start: time + i * 10,
    end: time + i * 10 + 5,
    step: number === 1 ? 0 : 2,
    actions: [{ send: { to: 'topic1-0', key: `key${i}`, value: `${number}/${i}`, offset: offset + i } }],
  }));
}

function finalRead(time: number, records: [number, string][]): EventOf<'op'> {
  const end = (records.at(-1)?.[0] ?? -1) + 1;
  const actions = [{ poll: { 'topic1-0': records } }];
  const ends = { 'topic1-0': end };
  return {
    type: 'op',
    process: 3,
    f: 'poll',
    status: 'ok',
    start: time,
    end: time + 5,
    actions,
    final: true,
    atEnd: ends,
  };
}

function stateLine(time: number, leader: string, isr: string[]): HistoryEvent {
  return { type: 'state', time, partition: 'topic1-0', leader, isr, epoch: null, end: null };
}

function brokerLine(time: number, node: string, kind: string, line: string, offset: number): HistoryEvent {
  const epoch = /epoch (\d+)/.exec(line)?.[1];
  return {
    type: 'broker-log',
    time,
    node,
    kind,
    line,
    partition: 'topic1-0',
    offset,
    ...(epoch ? { epoch: Number(epoch) } : {}),
  };
}

const values = (number: number, count: number, offset: number) =>
  Array.from({ length: count }, (_, i): [number, string] => [offset + i, `${number}/${i}`]);

/** As a `log` line has it. */
function digestOf(records: readonly (readonly [number, string | null])[]): string {
  const digest = startRecordDigest();
  for (const [offset, value] of records) digest.add(offset, value);
  return digest.end();
}

/** The demo's run, whole and proven: key9 of round 1 is lost, its offset is reused by key0 of round 2. */
export function lossRun(changes: Partial<Plan> = {}): HistoryEvent[] {
  const records = [...values(1, 9, 0), ...values(2, 10, 9)];
  const final = { final: true, missing: ['1/9'], rounds: { '1': 9, '2': 10 }, digest: digestOf(records) };
  return [
    runLine(changes),
    brokerLine(3800, 'broker-2', 'leading', 'Leader topic1-0 starts at leader epoch 1 from offset 0', 0),
    stateLine(3900, 'broker-2', ['broker-2', 'broker-3']),
    stepLine(0, 'began', { time: 3950 }),
    ...round(1, 0, 4000),
    stepLine(0, 'ended', { time: 4100, result: '10 acknowledged' }),
    logLine('broker-2', { time: 4130, end: 10, records: 10 }),
    logLine('broker-3', { time: 4131, end: 10, records: 10 }),
    stepLine(1, 'began', { time: 4140 }),
    {
      type: 'fault',
      time: 4150,
      step: 1,
      node: 'broker-2',
      fault: 'truncate',
      happened: true,
      proof: { file: 'data/topic1-0/0.log', bytes: [750, 740], removed: [[9, '1/9']] },
    },
    stepLine(1, 'ended', { time: 4160, result: '750 → 740 B' }),
    brokerLine(6920, 'broker-2', 'leading', 'Leader topic1-0 starts at leader epoch 2 from offset 9', 9),
    stepLine(2, 'began', { time: 9750 }),
    ...round(2, 9, 9800),
    stepLine(2, 'ended', { time: 9900 }),
    brokerLine(11_900, 'broker-3', 'truncating', 'Truncating to offset 9', 9),
    brokerLine(11_950, 'broker-1', 'truncating', 'Truncating to offset 0', 0),
    finalRead(12_400, records),
    ...brokers.map((node) => logLine(node, final)),
    stepLine(null, 'ended', { time: 12_550 }),
    { type: 'end', time: 12_600 },
  ];
}

/** The same without the truncation's effect: everything that was acknowledged is there. */
export function safeRun(changes: Partial<Plan> = {}): HistoryEvent[] {
  const events = lossRun(changes).filter(({ type }) => type !== 'broker-log');
  const records = [...values(1, 10, 0), ...values(2, 10, 10)];
  const held = { end: 20, records: 20, missing: [], digest: digestOf(records) };
  const writes = events.filter((event) => event.type === 'op' && event.step === 2);
  return events.flatMap((event): HistoryEvent[] => {
    if (event === writes[0]) return round(2, 10, 9800);
    if (writes.includes(event)) return [];
    if (event.type === 'op' && event.final) return [finalRead(12_400, records)];
    return event.type === 'log' && event.final ? [{ ...event, ...held }] : [event];
  });
}
