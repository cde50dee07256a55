import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryEvent } from './event.ts';
import { openRecorder } from './recorder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-recorder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const warning = (text: string): HistoryEvent => ({ type: 'warning', time: 1, text });

test('a line is in the file before record returns, and is heard after that', async () => {
  const file = join(folder, 'new', 'history.jsonl');
  const heard: HistoryEvent[] = [];
  await using recorder = openRecorder(file, { onEvent: (event) => heard.push(event) });
  recorder.record(warning('one\ntwo'));
  expect(await readFile(file, 'utf8')).toBe('{"type":"warning","time":1,"text":"one\\ntwo"}\n');
  expect(heard).toEqual([warning('one\ntwo')]);
});

test('nothing is written or heard after close, and closing twice is harmless', async () => {
  const file = join(folder, 'history.jsonl');
  const heard: HistoryEvent[] = [];
  const recorder = openRecorder(file, { onEvent: (event) => heard.push(event) });
  recorder.record(warning('before'));
  recorder.close();
  recorder.record(warning('after'));
  recorder.close();
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(2);
  expect(heard).toHaveLength(1);
});

test('a history that exists is never written over', () => {
  const file = join(folder, 'history.jsonl');
  openRecorder(file).close();
  expect(() => openRecorder(file)).toThrow('EEXIST');
});

test('every recorded line survives a SIGKILL of the process that recorded it', async () => {
  const file = join(folder, 'history.jsonl');
  const program = join(import.meta.dirname, 'fixtures', 'records-then-dies.ts');
  const signal = await new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', program, file], (error) => resolve(error?.signal));
  });
  expect(signal).toBe('SIGKILL');
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).text)).toEqual(Array.from({ length: 500 }, (_, i) => `${i}`));
});
