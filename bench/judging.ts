import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HistoryEvent } from '../src/history/event.ts';
import { table } from '../src/lib/table.ts';
import { type Measured, measure } from './measured.ts';
import { median, milliseconds, percent, whole } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import type { Promised, Section } from './section.ts';
import { program } from './start-up.ts';
import { tempFolder } from './temp-folder.ts';

const recordsAPoll = 500;

/** How much memory judging may take, by the records that were sent. */
const megabytesMax = [
  { sendsMax: 1_000_000, megabytes: 250 },
  { sendsMax: 10_000_000, megabytes: 600 },
] as const;
const shareMin = 0.5;

interface Judging {
  readonly lines: number;
  readonly floor: readonly Measured[];
  readonly check: readonly Measured[];
}

/** How fast `check` judges a stored history, and in how much memory, beside JSON.parse alone; each in a process of its own. */
export async function* judging({ rounds, sends }: BenchOptions): AsyncGenerator<Section> {
  await using folder = await tempFolder();
  const file = join(folder.path, 'history.jsonl');
  const lines = await writeHistory(file, sends);
  const megabytes = (await stat(file)).size / 1e6;
  const [floor, check]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    floor.push(await measure([process.execPath, join(import.meta.dirname, 'parse-lines.mjs'), file]));
    // It exits with 0 for a valid history alone.
    check.push(await measure([process.execPath, program, 'check', file]));
  }
  const judged = { lines, floor, check };
  yield {
    title: `Judging a history of ${whole(lines)} lines, ${whole(megabytes)} MB, ${rounds} times each in turn`,
    lines: judgingTable(judged),
    promises: judgingPromises(judged, sends),
  };
}

const medianMs = (all: readonly Measured[]) => median(all.map(({ ms }) => ms));
const mostMegabytes = (all: readonly Measured[]) => Math.max(...all.map(({ megabytes }) => megabytes));

function judgingTable({ lines, floor, check }: Judging): readonly string[] {
  const row = (what: string, measured: readonly Measured[]) => {
    const ms = medianMs(measured);
    const share = percent(medianMs(floor) / ms);
    const rate = whole((lines / ms) * 1000);
    return [what, milliseconds(ms), rate, share, `${whole(mostMegabytes(measured))} MB`];
  };
  const right = (title: string) => ({ title, align: 'right' as const });
  return table(
    [{ title: '' }, right('median'), right('lines/s'), right('of the floor'), right('memory')],
    [row('JSON.parse alone, the floor', floor), row('fsync-lab check', check)],
  );
}

function judgingPromises({ floor, check }: Judging, sends: number): Promised[] {
  const share = medianMs(floor) / medianMs(check);
  const most = mostMegabytes(check);
  const limit = megabytesMax.find(({ sendsMax }) => sends <= sendsMax)?.megabytes;
  const what = `check at least ${percent(shareMin)} as fast as JSON.parse alone`;
  return [
    { what, measured: percent(share), held: share >= shareMin },
    ...(limit === undefined
      ? []
      : [{ what: `check in under ${limit} MB`, measured: `${whole(most)} MB`, held: most < limit }]),
  ];
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

/** A run without a loss: every record sent once, one a request, and read at the end. */
function* history(sends: number): Generator<HistoryEvent> {
  const to = 'topic1-0';
  const value = (offset: number) => `1/${offset}`;
  for (let offset = 0; offset < sends; offset += 1) {
    const send = { to, key: `key${offset % 10}`, value: value(offset), offset };
    const op = { type: 'op', process: 0, f: 'send', status: 'ok' } as const;
    const [start, tookMs] = [offset * 3, 1 + ((offset * 7919) % 19) / 10];
    yield { ...op, start, end: Math.round((start + tookMs) * 10) / 10, actions: [{ send }], step: 2 };
  }
  for (let from = 0; from < sends; from += recordsAPoll) {
    const read = Array.from(
      { length: Math.min(recordsAPoll, sends - from) },
      (_, i) => [from + i, value(from + i)] as [number, string],
    );
    const isLast = from + recordsAPoll >= sends;
    const op = { type: 'op', process: 1, f: 'poll', status: 'ok', final: true } as const;
    const at = 3 * sends + from;
    yield {
      ...op,
      start: at,
      end: at + 1,
      actions: [{ poll: { [to]: read } }],
      ...(isLast ? { atEnd: { [to]: sends } } : {}),
    };
  }
  yield { type: 'end', time: 4 * sends };
}
