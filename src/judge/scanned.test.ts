import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientHistories } from '../checks/testing/clients.ts';
import type { EventOf, HistoryEvent } from '../history/event.ts';
import { readHistory, scanEvents } from '../history/reader.ts';
import { startTextParts } from '../history/text-parts.ts';
import { judgeFile, judgeHistory } from './verdict.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-scanned-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Op = EventOf<'op'>;

/** As the recorder orders the members, so that a line may be one of those that are read from their bytes. */
function asRecorded({ type, process, f, status, start, end, actions, ...rest }: Op): Op {
  const keyed = actions.map((action) =>
    'send' in action && action.send.offset !== undefined
      ? { send: { to: action.send.to, key: 'key1', value: action.send.value, offset: action.send.offset } }
      : action,
  );
  return { type, process, f, status, start, end, actions: keyed, ...rest };
}

/** The numbers of lines aside: events alone have none. */
function plain(judged: object): unknown {
  const isLine = new Set(['line', 'lines']);
  return JSON.parse(JSON.stringify(judged, (name, value) => (isLine.has(name) ? 0 : value)));
}

test('a history is judged from its bytes as it is from its events', async () => {
  const scanned = { sent: 0, polled: 0 };
  await fc.assert(
    fc.asyncProperty(clientHistories, fc.nat(), async (ops, choice) => {
      const told: HistoryEvent[] = [...ops.map(asRecorded), { type: 'end', time: 1 }];
      const lines = told.map((event) => JSON.stringify(event));
      // One offset is another one: anything may be wrong then.
      const at = choice % lines.length;
      lines[at] = (lines[at] as string).replace(/(?<="offset":|\[\[)\d+/, `${choice % 10}`);
      const file = join(folder, 'history.jsonl');
      await writeFile(file, lines.join('\n'));
      await scanEvents(file, startTextParts(), (_event, _line, records) => {
        if (records) scanned[records.kind] += 1;
      });
      const events = lines.map((line) => JSON.parse(line) as HistoryEvent);
      expect(plain(await judgeFile(file))).toEqual(plain(await judgeHistory(events)));
    }),
    { numRuns: 300 },
  );
  expect(scanned.sent).toBeGreaterThan(20);
  expect(scanned.polled).toBeGreaterThan(20);
});

test.each(['key9-loss', 'power-loss', 'elr', 'inconclusive'])('so is the stored run %s', async (name) => {
  const file = join(import.meta.dirname, '../testing/stored', name, 'history.jsonl');
  const fromBytes = await judgeFile(file);
  const fromEvents = await judgeHistory(readHistory(file));
  expect(plain(fromBytes)).toEqual(plain(fromEvents));
});

test('lines across the chunks of a file are read from their bytes too, and a broken line behind them is named', async () => {
  const op = { type: 'op', process: 0, f: 'send', status: 'ok' } as const;
  const lines = Array.from({ length: 3000 }, (_, offset): string => {
    const actions = [
      { send: { to: 'x-0', key: `key${offset % 7}`, value: `${offset % 3}/${offset}`, offset } },
    ];
    return JSON.stringify({ ...op, start: offset, end: offset + 0.5, actions });
  });
  const file = join(folder, 'long.jsonl');
  await writeFile(file, `\ufeff${lines.join('\n')}\nnull\n`);
  const numbers: number[] = [];
  const scan = scanEvents(file, startTextParts(), (event, line, records) => {
    if (records && JSON.stringify(event) === lines[line - 1]) numbers.push(line);
  });
  await expect(scan).rejects.toMatchObject({ where: `${file}:3001` });
  expect(numbers).toEqual(lines.map((_, i) => i + 1));
});
