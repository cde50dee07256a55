import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { eachLine } from './byte-lines.ts';
import type { HistoryEvent } from './event.ts';
import { type ParsedLine, parseLine } from './parse-line.ts';
import { type ScanOp, startOpScan } from './scan-op.ts';
import type { ScannedRecords } from './scanned-op.ts';
import type { Texts } from './text-parts.ts';

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

/** Takes an event and the number of its line, from 1. `scanned` are the records of an operation that was read from its bytes. */
export type OnEvent = (event: HistoryEvent, line: number, scanned?: ScannedRecords) => void;

/**
 * Reads a history and hands over each event. Calls instead of yields, because each turn of an asynchronous loop costs as
 * much as parsing a line. A last line that is cut short is no error: the history then has no `end` line.
 */
export function eachEvent(file: string, onEvent: OnEvent): Promise<void> {
  return readEvents(file, () => undefined, onEvent);
}

/** The same for millions of operations. They are made of the same few objects, so nobody may keep one after the call. */
export function scanEvents(file: string, texts: Texts, onEvent: OnEvent): Promise<void> {
  return readEvents(file, startOpScan(texts), onEvent);
}

async function readEvents(file: string, scanOp: ScanOp, onEvent: OnEvent): Promise<void> {
  let number = 0;
  await eachLine(file, ({ bytes, from, to, isWhole }) => {
    number += 1;
    const scanned = scanOp(bytes, from, to);
    if (scanned) return onEvent(scanned.op, number, scanned.records);
    const parsed = readLine(bytes.toString('utf8', from, to), isWhole);
    if ('event' in parsed) onEvent(parsed.event, number);
    if (!('problem' in parsed)) return;
    const { problem, hint = 'docs/history.md describes every line.' } = parsed;
    throw new UserError(problem, { where: `${file}:${number}`, hint });
  });
}

/** All events of a history, for those who want few of them. */
export async function* readHistory(file: string): AsyncGenerator<HistoryEvent> {
  const events: HistoryEvent[] = [];
  await eachEvent(file, (event) => void events.push(event));
  yield* events;
}

const skipped: ParsedLine = { skipped: true };

function readLine(text: string, isWhole: boolean): ParsedLine {
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
