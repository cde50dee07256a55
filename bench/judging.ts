import { fork } from 'node:child_process';
import { once as next } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HistoryEvent } from '../src/history/event.ts';
import { table } from '../src/lib/table.ts';
import type { Once } from './judging-once.ts';
import { median, milliseconds, percent, whole } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import type { Section } from './section.ts';

const recordsAPoll = 500;

/** How fast a stored history is read and judged, and in how much memory. Nothing is promised, but a change for the worse is seen. */
export async function* judging({ rounds, sends }: BenchOptions): AsyncGenerator<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-bench-'));
  try {
    const file = join(folder, 'history.jsonl');
    const lines = await writeHistory(file, sends);
    const megabytes = (await stat(file)).size / 2 ** 20;
    const [floor, judged]: [Once[], Once[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      floor.push(await once('parse', file));
      judged.push(await once('judge', file));
    }
    const floorMs = median(floor.map(({ ms }) => ms));
    const row = (what: string, measured: readonly Once[]) => {
      const ms = median(measured.map(({ ms }) => ms));
      const peak = median(measured.map(({ peakBytes }) => peakBytes)) / 2 ** 20;
      return [
        what,
        milliseconds(ms),
        whole((lines / ms) * 1000),
        percent(floorMs / ms),
        `${whole(peak)} MiB`,
      ];
    };
    const right = (title: string) => ({ title, align: 'right' as const });
    yield {
      title: `Judging a history of ${whole(lines)} lines, ${whole(megabytes)} MiB`,
      lines: table(
        [{ title: 'what' }, right('time'), right('lines/s'), right('of the floor'), right('peak memory')],
        [row('JSON.parse alone, the floor', floor), row('judged', judged)],
      ),
      promises: [],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Line by line, so that ten million of them fit. */
async function writeHistory(file: string, sends: number): Promise<number> {
  let lines = 0;
  const texts = function* () {
    for (const event of history(sends)) {
      lines += 1;
      yield `${JSON.stringify(event)}\n`;
    }
  };
  await pipeline(Readable.from(texts()), createWriteStream(file));
  return lines;
}

/** A process for each measurement: its peak of memory is its own, and nothing is warm. */
async function once(what: 'parse' | 'judge', file: string): Promise<Once> {
  const child = fork(join(import.meta.dirname, 'judging-once.ts'), [what, file]);
  let answer: Once | undefined;
  child.once('message', (message) => {
    answer = message as Once;
  });
  await next(child, 'exit');
  if (answer === undefined) throw new Error(`no measurement of ${what}`);
  return answer;
}

/** A run without a loss: every record sent once, one a request, and read at the end. */
function* history(sends: number): Generator<HistoryEvent> {
  const to = 'topic1-0';
  const value = (offset: number) => `1/${offset}`;
  for (let offset = 0; offset < sends; offset += 1) {
    const send = { to, key: `key${offset % 10}`, value: value(offset), offset };
    const op = { type: 'op', process: 0, f: 'send', status: 'ok' } as const;
    yield { ...op, start: offset, end: offset + 0.8, actions: [{ send }], step: 2 };
  }
  for (let from = 0; from < sends; from += recordsAPoll) {
    const read = Array.from(
      { length: Math.min(recordsAPoll, sends - from) },
      (_, i) => [from + i, value(from + i)] as [number, string],
    );
    const isLast = from + recordsAPoll >= sends;
    const op = { type: 'op', process: 1, f: 'poll', status: 'ok', final: true } as const;
    const at = sends + from;
    yield {
      ...op,
      start: at,
      end: at + 1,
      actions: [{ poll: { [to]: read } }],
      ...(isLast ? { atEnd: { [to]: sends } } : {}),
    };
  }
  yield { type: 'end', time: 2 * sends };
}
