import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryEvent } from '../src/history/event.ts';
import { historyFileName, readHistory } from '../src/history/reader.ts';
import { spansOf } from './lab-spans.ts';
import { type Span, type Timing, timingOf } from './phases.ts';
import { program } from './start-up.ts';
import { tempFolder } from './temp-folder.ts';

/** `fsync-lab run key9-loss` as a user runs it: from the start of the program until it has removed everything. */
export async function labKey9(runtime: string): Promise<Timing> {
  await using out = await tempFolder();
  const startedAt = Date.now();
  await runProgram(runtime, out.path);
  const endedAt = Date.now();
  return await timingFrom(join(out.path, 'key9-loss', 'latest'), startedAt, endedAt);
}

async function runProgram(runtime: string, out: string): Promise<void> {
  const argv = [program, 'run', 'key9-loss', '--runtime', runtime, '--quiet', '--out', out];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  child.stdout.on('data', (chunk) => output.push(String(chunk)));
  child.stderr.on('data', (chunk) => output.push(String(chunk)));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`fsync-lab run key9-loss exited with ${code}:\n${output.join('')}`);
}

/** The history tells what happened within the run; the times of its files tell when judging began and ended. */
async function timingFrom(folder: string, startedAt: number, endedAt: number): Promise<Timing> {
  const events: HistoryEvent[] = [];
  for await (const event of readHistory(join(folder, historyFileName))) events.push(event);
  const recordedAt = (await stat(join(folder, historyFileName))).mtimeMs;
  const reportedAt = (await stat(join(folder, 'report.md'))).mtimeMs;
  const end = events.at(-1);
  if (end?.type !== 'end') throw new Error(`${folder}: the history has no end`);
  const zero = recordedAt - end.time;
  const outside: readonly Span[] = [
    { phase: 'load, plan, find jars', from: startedAt - zero, to: 0 },
    { phase: 'judging, reports', from: end.time, to: reportedAt - zero },
    { phase: 'tear-down', from: reportedAt - zero, to: endedAt - zero },
  ];
  return timingOf(endedAt - startedAt, [...outside, ...spansOf(events)]);
}
