import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { HistoryEvent } from './event.ts';
import { type ParsedLine, parseLine } from './parse-line.ts';

/** The history's name in a run's folder. */
export const historyFileName = 'history.jsonl';

/** A run's folder stands for the history in it. */
export async function findHistory(path: string): Promise<string> {
  const there = await stat(path).catch(() => null);
  const file = there?.isDirectory() ? join(path, historyFileName) : path;
  const history = there?.isDirectory() ? await stat(file).catch(() => null) : there;
  if (history?.isFile()) return file;
  throw new UserError(`there is no history at ${file}`, {
    hint: `Name a run's folder, or its ${historyFileName}.`,
  });
}

/** Reads a history event by event. A last line that is cut short is no error: the history then has no `end` line. */
export async function* readHistory(file: string): AsyncGenerator<HistoryEvent> {
  let number = 0;
  for await (const { lines, areWhole } of linesOf(file)) {
    for (const text of lines) {
      number += 1;
      if (text.trim() === '') continue;
      const json = parseJson(text);
      if (json === undefined && !areWhole) return;
      const parsed: ParsedLine = json === undefined ? { problem: 'the line is no JSON' } : parseLine(json);
      if ('event' in parsed) yield parsed.event;
      if (!('problem' in parsed)) continue;
      const { problem, hint = 'docs/history.md describes every line.' } = parsed;
      throw new UserError(problem, { where: `${file}:${number}`, hint });
    }
  }
}

// No JSON text means undefined, so that can stand for "no JSON".
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Lines {
  readonly lines: readonly string[];
  /** False for a last line that no newline ends. */
  readonly areWhole: boolean;
}

// Not readline: it also splits at U+2028, which JSON leaves as it is within a value. All lines of a chunk at once,
// because each turn of an asynchronous loop costs as much as parsing a line.
async function* linesOf(file: string): AsyncGenerator<Lines> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const lines = `${chunk}`.split('\n');
    lines[0] = rest + lines[0];
    rest = lines.pop() ?? '';
    yield { lines, areWhole: true };
  }
  if (rest !== '') yield { lines: [rest], areWhole: false };
}
