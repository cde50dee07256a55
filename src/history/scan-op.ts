import { literal, startByteScanner } from './byte-scanner.ts';
import { startPartitionNames } from './partition-names.ts';
import { startPollScan } from './scan-poll.ts';
import { startSendScan } from './scan-send.ts';
import type { ScannedOp } from './scanned-op.ts';
import type { Texts } from './text-parts.ts';

const beginning = literal('{"type":"op","process":');
const send = literal(',"f":"send","status":"ok","start":');
const poll = literal(',"f":"poll","status":"ok",');

/** Reads the commonest lines from their bytes; undefined for every other line. */
export type ScanOp = (bytes: Buffer, from: number, to: number) => ScannedOp | undefined;

/**
 * One acknowledged record, and the poll of one partition, just as the recorder writes them: nearly all lines are such ones.
 * What it answers is what `JSON.parse` and the schema would, in a fraction of the time.
 */
export function startOpScan(texts: Texts): ScanOp {
  const scanner = startByteScanner();
  const names = startPartitionNames();
  const scanSend = startSendScan(scanner, texts, names);
  const scanPoll = startPollScan(scanner, texts, names);
  return (bytes, from, to) => {
    scanner.open(bytes, from, to);
    if (!scanner.take(beginning)) return undefined;
    const process = scanner.whole();
    if (process < 0) return undefined;
    if (scanner.take(send)) return scanSend(bytes, process);
    return scanner.take(poll) ? scanPoll(bytes, from, to) : undefined;
  };
}
