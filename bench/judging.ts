import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryEvent } from '../src/history/event.ts';
import { judgeFile } from '../src/judge/verdict.ts';
import { table } from '../src/lib/table.ts';
import { median, milliseconds, whole } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import type { Section } from './section.ts';

const sends = 200_000;
const recordsAPoll = 500;

/** How fast a stored history is read and judged. Nothing is promised, but a change for the worse is seen. */
export async function* judging({ rounds }: BenchOptions): AsyncGenerator<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-bench-'));
  try {
    const file = join(folder, 'history.jsonl');
    const lines = await writeHistory(file);
    const megabytes = (await stat(file)).size / 2 ** 20;
    const [floorMs, ms]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      floorMs.push(await parseMs(file));
      ms.push(await judgeMs(file));
    }
    const row = (what: string, middle: number) => [
      what,
      milliseconds(middle),
      whole((lines / middle) * 1000),
      whole((megabytes / middle) * 1000),
    ];
    yield {
      title: `Judging a history of ${whole(lines)} lines, ${whole(megabytes)} MiB`,
      lines: table(
        [
          { title: 'what' },
          { title: 'time', align: 'right' },
          { title: 'lines/s', align: 'right' },
          { title: 'MiB/s', align: 'right' },
        ],
        [row('JSON.parse alone, the floor', median(floorMs)), row('judged', median(ms))],
      ),
      promises: [],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nothing of it stays in memory, where it would slow the judging down. */
async function writeHistory(file: string): Promise<number> {
  const lines = [...history()].map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(file, lines.join(''));
  return lines.length;
}

/** What nothing that reads JSON lines by JSON.parse can be faster than, in the same run. */
async function parseMs(file: string): Promise<number> {
  const startedAt = performance.now();
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 17 })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) JSON.parse(line);
  }
  return performance.now() - startedAt;
}

async function judgeMs(file: string): Promise<number> {
  const startedAt = performance.now();
  const { valid } = await judgeFile(file);
  if (valid !== true) throw new Error(`the generated history is valid, but was judged ${valid}`);
  return performance.now() - startedAt;
}

/** A run without a loss: every record sent once, one a request, and read at the end. */
function* history(): Generator<HistoryEvent> {
  const to = 'topic1-0';
  const value = (offset: number) => `1/${offset}`;
  for (let offset = 0; offset < sends; offset += 1) {
    const send = { to, key: `key${offset % 10}`, value: value(offset), offset };
    const op = { type: 'op', process: 0, f: 'send', status: 'ok' } as const;
    yield { ...op, start: offset, end: offset + 0.8, actions: [{ send }], step: 2 };
  }
  for (let from = 0; from < sends; from += recordsAPoll) {
    const read = Array.from(
      { length: recordsAPoll },
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
