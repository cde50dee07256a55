import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import type { HistoryEvent } from './history/event.ts';
import { openUi, type Ui } from './ui.ts';

/** What a run shows where there is no terminal: a file, a pipe, a build server. */
async function shown(
  events: readonly HistoryEvent[],
  flags: { isQuiet?: boolean; isVerbose?: boolean } = {},
) {
  const stream = new PassThrough();
  const ui = await openUi({
    stream: stream as unknown as NodeJS.WriteStream,
    isQuiet: false,
    isVerbose: false,
    ...flags,
  });
  for (const count of ['', ', 1 downloaded', ', 2 downloaded'])
    ui.onProgress(`resolving Kafka 3.4.0: 43 jars${count}`);
  for (const time of ['0:01', '0:02']) ui.onProgress(`2 threats under way, ${time}`);
  for (const event of events) {
    ui.onSeen('a broker is slow');
    ui.onEvent(event);
  }
  ui.print([{ text: 'AS EXPECTED  the scenario expects 1 lost record', tone: 'good' }]);
  ui.close();
  stream.end();
  return String(await new Response(stream as unknown as ReadableStream).text());
}

const run: HistoryEvent = {
  type: 'run',
  version: 1,
  id: '00ff00ff',
  startedAt: '2026-11-21T22:40:03.000Z',
  tool: '0.1.0',
  plan: {
    name: 'key9-loss',
    variant: null,
    title: 'One lost batch on one disk loses an acknowledged record everywhere',
    nodes: [{ holdsData: false }, { holdsData: true }, { holdsData: true }, { holdsData: true }],
  },
  runtime: 'local',
  runtimeTitle: 'local processes (2 cores)',
  runtimeReason: 'no daemon answers at /var/run/docker.sock',
  versions: { Kafka: '3.4.0', ZooKeeper: '3.8.1', 'Node.js': '20.20.2' },
};

let index = 0;
function step(text: string, details: object): HistoryEvent[] {
  const what = { type: 'step', time: 4100, phase: 'steps', index: index++, name: 'x', text } as const;
  return [
    { ...what, event: 'began' },
    { ...what, time: 12_345, event: 'ended', ...details },
  ];
}

const events: readonly HistoryEvent[] = [
  run,
  {
    type: 'warning',
    time: 0,
    text: `flush.ms has no effect without log.flush.scheduler.interval.ms: by default nothing looks whether a flush is due`,
  },
  ...step('kill broker-1', { result: 'SIGKILL, its disk keeps everything' }),
  { type: 'state', time: 4200, partition: 'topic1-0', leader: null, isr: ['broker-2'], epoch: 1, end: 9 },
  {
    type: 'broker-log',
    time: 4300,
    node: 'broker-3',
    line: 'WARN \u001b[31mTruncating\u001b[0m to offset 9',
    kind: 'truncating',
  },
  ...step('produce 10 records, acks=all', { result: '10 acknowledged, offsets 0-9' }),
  ...step('kill zookeeper', { result: '' }),
  ...step('wait until the ISR of topic1-0 is {broker-2,broker-3}', { result: '1.8 s, leader broker-2' }),
  ...step('cluster up', { result: '3 brokers, topic1-0 led by broker-1, ISR {1,2,3}' }),
  ...step('wait for ISR {1,2,3}', {
    event: 'gave-up',
    reason:
      'every replica in the ISR of topic1-0: not after 4 s; last seen topic1-0: leader broker-2, ISR {2,3}',
  }),
];

test('one plain line a step, within 80 columns, complete without colour', async () => {
  const text = await shown(events);
  expect(text).toMatchInlineSnapshot(`
    "  resolving Kafka 3.4.0: 43 jars
      2 threats under way, 0:01

      key9-loss  One lost batch on one disk loses an acknowledged record everywhere
      Kafka 3.4.0 · ZooKeeper 3.8.1 · 3 brokers · local processes (2 cores) (no
      daemon answers at /var/run/docker.sock)

      ! flush.ms has no effect without log.flush.scheduler.interval.ms: by default
        nothing looks whether a flush is due
      ✔ kill broker-1                     SIGKILL, its disk keeps everything  12.3 s
      ✔ produce 10 records, acks=all          10 acknowledged, offsets 0-9    12.3 s
      ✔ kill zookeeper                                                        12.3 s
      ✔ wait until the ISR of topic1-0 is {broker-2,broker-3}                 12.3 s
          1.8 s, leader broker-2
      ✔ cluster up          3 brokers, topic1-0 led by broker-1, ISR {1,2,3}  12.3 s
      ✖ wait for ISR {1,2,3}                                                  12.3 s
          every replica in the ISR of topic1-0: not after 4 s; last seen topic1-0:
          leader broker-2, ISR {2,3}

    AS EXPECTED  the scenario expects 1 lost record
    "
  `);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('verbose also shows what the brokers said and every change of leader or ISR, and obeys no control character', async () => {
  const text = await shown(events, { isVerbose: true });
  expect(text.split('\n').filter((line) => /^ {4}(topic1-0|broker-3):/.test(line))).toEqual([
    '    topic1-0: leader none, ISR broker-2',
    '    broker-3: WARN \\x1b[31mTruncating\\x1b[0m to offset 9',
  ]);
});

test('quiet shows nothing but the verdict', async () => {
  expect(await shown(events, { isQuiet: true })).toBe('AS EXPECTED  the scenario expects 1 lost record\n');
});

test('one broker is not called brokers', async () => {
  const plan = { name: 'one', title: 'One', variant: 'control', nodes: [{ holdsData: true }] };
  expect(await shown([{ ...run, plan }])).toContain(
    '  one control  One\n  Kafka 3.4.0 · ZooKeeper 3.8.1 · 1 broker · ',
  );
});

/** A screen of so many columns, as a terminal would show what is written: the lines, each as it stands at last. */
async function screen(width: number, draw: (ui: Ui) => void): Promise<readonly string[]> {
  const stream = new PassThrough();
  const tty = Object.assign(stream, { isTTY: true, columns: width, ...cursorOf(stream) });
  vi.stubEnv('CI', undefined);
  const ui = await openUi({ stream: tty as unknown as NodeJS.WriteStream, isQuiet: false, isVerbose: false });
  draw(ui);
  ui.close();
  vi.unstubAllEnvs();
  stream.end();
  return shownBy(String(await new Response(stream as unknown as ReadableStream).text()));
}

/** What ora moves the cursor with. */
function cursorOf(stream: PassThrough) {
  const write = (text: string) => stream.write(text);
  return {
    cursorTo: (column: number) => write(`\u001b[${column + 1}G`),
    clearLine: () => write('\u001b[2K'),
    moveCursor: (_: number, rows: number) => write(rows < 0 ? `\u001b[${-rows}A` : ''),
  };
}

/** The little of a terminal that is used: text, carriage return, line feed, "to column", "clear line". */
function shownBy(output: string): readonly string[] {
  const lines: string[] = [''];
  let column = 0;
  for (const [part] of output.replaceAll('\u001b', '␛').matchAll(/␛\[\??\d*[A-Za-z]|[^␛]/gu)) {
    const [, count = '', action] = /^␛\[(\??\d*)([A-Za-z])$/.exec(part) ?? [];
    const line = lines.at(-1) ?? '';
    if (action === 'G') column = Number(count || 1) - 1;
    else if (action === 'K') lines[lines.length - 1] = '';
    else if (action !== undefined) continue;
    else if (part === '\n') column = lines.push('') && 0;
    else if (part === '\r') column = 0;
    else {
      lines[lines.length - 1] = `${line.padEnd(column).slice(0, column)}${part}${line.slice(column + 1)}`;
      column += 1;
    }
  }
  return lines.map((line) => line.trimEnd());
}

test.each([80, 140, 62])(
  'on a screen of %i columns every line begins at its left edge and fits',
  async (width) => {
    const lines = await screen(width, (ui) => {
      for (const event of events) {
        ui.onEvent(event);
        ui.onSeen(`leader broker-2, ISR {2,3} ${'and so on '.repeat(20)}`);
      }
      ui.print([{ text: 'AS EXPECTED', tone: 'good' }]);
    });
    expect(lines.filter((line) => [...line].length > width)).toEqual([]);
    expect(lines.filter((line) => /^ *[✔✖]/.test(line)).every((line) => /^ {2}[✔✖]/.test(line))).toBe(true);
    const timed = lines.filter((line) => line.endsWith('12.3 s')).map((line) => [...line].length);
    expect(new Set(timed)).toEqual(new Set([width]));
    expect(lines).toContain('AS EXPECTED');
  },
);

test('a step that Ctrl-C ended is not told as one that gave up', async () => {
  expect(await shown(step('kill zookeeper', { event: 'gave-up', reason: 'interrupted' }))).not.toContain(
    'kill',
  );
});
