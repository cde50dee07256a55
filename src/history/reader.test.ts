import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryEvent } from './event.ts';
import { findHistory, readHistory } from './reader.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-reader-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(text: string): Promise<HistoryEvent[]> {
  const file = join(folder, 'history.jsonl');
  await writeFile(file, text);
  const events: HistoryEvent[] = [];
  for await (const event of readHistory(await findHistory(folder))) events.push(event);
  return events;
}

const send = (value: string) =>
  `{"type":"op","process":0,"f":"send","status":"ok","start":1,"end":2,"actions":[{"send":{"to":"x-0","value":${JSON.stringify(value)}}}]}`;

test('events come in file order, from a folder or the file in it', async () => {
  const events = await read(`${send('a')}\n${send('b')}\n{"type":"end","time":3}\n`);
  expect(events.map(({ type }) => type)).toEqual(['op', 'op', 'end']);
  expect(await findHistory(join(folder, 'history.jsonl'))).toBe(join(folder, 'history.jsonl'));
});

test.each([['missing'], ['.']])(
  '%s holds no history: the error names the file and tells what to name',
  async (path) => {
    await expect(findHistory(join(folder, path))).rejects.toMatchObject({
      message: expect.stringContaining(folder),
      hint: expect.stringContaining('history.jsonl'),
    });
  },
);

test.each([
  ['cut short within the last line', `${send('a')}\n${send('b').slice(0, 40)}`, 1],
  ['cut short within a character', `${send('a')}\n{"type":"warning","time":1,"text":"\u{fffd}`, 1],
  ['whole, without a last newline', `${send('a')}\n${send('b')}`, 2],
  ['empty', '', 0],
])('a history %s is read as far as it goes', async (_, text, count) => {
  expect(await read(text)).toHaveLength(count);
});

test.each([
  ['{"type":"op"', 'no JSON'],
  ['[1]', 'JSON object'],
  ['{"time":1}', '`type`'],
  ['{"type":"op","process":0,"f":"send","status":"okay","start":1,"end":2}', '`status`'],
  ['{"type":"op","process":0,"f":"send","status":"ok","start":1,"end":2,"actions":[{"send":{}}]}', 'actions'],
  [
    '{"type":"op","process":0,"f":"poll","status":"ok","start":1,"end":2,"actions":[{"poll":{"__proto__":7}}]}',
    'history.md',
  ],
  ['{"type":"node","time":1,"node":"b"}', '`event`'],
  ['{"type":"run","version":2,"zap":[]}', 'version 2'],
])('%s in the middle is an error at its line', async (line, problem) => {
  await expect(read(`${send('a')}\n${line}\n${send('b')}\n`)).rejects.toMatchObject({
    name: 'UserError',
    where: `${join(folder, 'history.jsonl')}:2`,
    message: expect.stringContaining(problem),
    hint: expect.any(String),
  });
});

test('a run line whose plan lacks what judging needs is an error, not a run without topics to check', async () => {
  const run = {
    type: 'run',
    version: 1,
    id: 'a',
    startedAt: '',
    tool: '',
    runtime: '',
    runtimeTitle: '',
    runtimeReason: '',
    versions: {},
    plan: { name: 'x', steps: [], expect: {} },
  };
  await expect(read(`${JSON.stringify(run)}\n`)).rejects.toThrow('plan.topics');
  await expect(
    read(`${JSON.stringify({ ...run, plan: { ...run.plan, topics: [] } })}\n`),
  ).resolves.toHaveLength(1);
});

test('lines of other types, run lines without a plan and blank lines are skipped', async () => {
  const events = await read(
    `{"type":"run","version":1}\n\n{"type":"note","f":"send","status":"ok","actions":[]}\r\n${send('a')}\n`,
  );
  expect(events.map(({ type }) => type)).toEqual(['op']);
});

test('what separates lines elsewhere is a part of the value here', async () => {
  const values = ['a\u2028b', 'a\u2029b', 'a\rb', 'a\nb', '🙂'];
  const events = await read(`${values.map(send).join('\n')}\n`);
  expect(events.flatMap((event) => (event.type === 'op' ? event.actions : []))).toEqual(
    values.map((value) => ({ send: { to: 'x-0', value } })),
  );
});

test('a partition called __proto__ and offsets above 2^32 are kept', async () => {
  const [op] = await read(
    '{"type":"op","process":0,"f":"poll","status":"ok","start":1,"end":2,"actions":[{"poll":{"__proto__":[[5000000000,"a"]]}}]}\n',
  );
  expect(JSON.stringify(op)).toContain('{"__proto__":[[5000000000,"a"]]}');
});

test('lines that are longer than a chunk of the file are whole', async () => {
  const events = await read(`${send('🙂'.repeat(300_000))}\n${send('b')}\n`);
  expect(events).toHaveLength(2);
});
