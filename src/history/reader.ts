import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { commonOp } from './common-op.ts';
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

/** Takes an event and the number of its line, from 1. */
export type OnEvent = (event: HistoryEvent, line: number) => void;

/**
 * Reads a history and hands over each event. Calls instead of yields, because each turn of an asynchronous loop costs as
 * much as parsing a line. A last line that is cut short is no error: the history then has no `end` line.
 */
export async function eachEvent(file: string, onEvent: OnEvent): Promise<void> {
  let number = 0;
  for await (const { lines, areWhole } of linesOf(file)) {
    for (const text of lines) {
      number += 1;
      const parsed = readLine(text, areWhole);
      if ('event' in parsed) onEvent(parsed.event, number);
      if (!('problem' in parsed)) continue;
      const { problem, hint = 'docs/history.md describes every line.' } = parsed;
      throw new UserError(problem, { where: `${file}:${number}`, hint });
    }
  }
}

/** All events of a history, for those who want few of them. */
export async function* readHistory(file: string): AsyncGenerator<HistoryEvent> {
  const events: HistoryEvent[] = [];
  await eachEvent(file, (event) => void events.push(event));
  yield* events;
}

const skipped: ParsedLine = { skipped: true };

function readLine(text: string, isWhole: boolean): ParsedLine {
  const common = commonOp(text);
  if (common) return { event: common };
  if (text.trim() === '') return skipped;
  const json = parseJson(text);
  if (json === undefined) return isWhole ? { problem: 'the line is no JSON' } : skipped;
  try {
    return parseLine(json);
  } catch (error) {
    // JSON.parse takes any depth, what looks at the result does not.
    return { problem: `the line cannot be read: ${messageOf(error)}` };
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

// Not readline: it also splits at U+2028, which JSON leaves as it is within a value. All lines of a chunk at once.
async function* linesOf(file: string): AsyncGenerator<Lines> {
  let rest = '';
  let isFirst = true;
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 17 })) {
    // A byte order mark belongs to the file, not to its first line.
    const lines = (isFirst ? `${chunk}`.replace(/^\ufeff/, '') : `${chunk}`).split('\n');
    isFirst = false;
    lines[0] = rest + lines[0];
    rest = lines.pop() ?? '';
    yield { lines, areWhole: true };
  }
  if (rest !== '') yield { lines: [rest], areWhole: false };
}
