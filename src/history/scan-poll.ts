import { type ByteScanner, literal } from './byte-scanner.ts';
import type { EventOf } from './event.ts';
import { isOp } from './op-line.ts';
import type { PartitionNames } from './partition-names.ts';
import { type PolledRecords, startPolledRecords } from './polled-records.ts';
import type { ScannedOp } from './scanned-op.ts';
import type { Texts } from './text-parts.ts';

const [final, start, end] = [literal('"final":true,'), literal('"start":'), literal(',"end":')];
const [actions, records] = [literal(',"actions":[{"poll":{"'), literal(':[')];
const [comma, recordsEnd, lineEnd] = [literal(','), literal(']}}]'), literal('}')];

/**
 * Reads a poll of one partition, just as the recorder writes it, from behind `"status":"ok",`. Only the records are read
 * from the bytes. The line without them is read as any other, so that the rest of it may be whatever the schema allows.
 */
export function startPollScan(scanner: ByteScanner, texts: Texts, names: PartitionNames) {
  const polled = startPolledRecords(scanner, texts);

  /** Answers where the records begin, -1 when the line is none that we know. */
  function findRecords(bytes: Buffer): number {
    scanner.take(final);
    if (!scanner.take(start) || scanner.decimal() < 0) return -1;
    if (!scanner.take(end) || scanner.decimal() < 0) return -1;
    if (!scanner.take(actions) || !scanner.text()) return -1;
    polled.partition = names.nameOf(bytes, scanner.found);
    return scanner.take(records) ? scanner.place() : -1;
  }

  return (bytes: Buffer, from: number, to: number): ScannedOp | undefined => {
    const first = findRecords(bytes);
    if (first === -1 || !polled.read(bytes, comma)) return undefined;
    const behind = scanner.place();
    if (!scanner.take(recordsEnd) || !(scanner.take(comma) || scanner.take(lineEnd))) return undefined;
    const rest = bytes.toString('utf8', behind, to);
    if (mayHideActions(rest)) return undefined;
    const op = parsePoll(bytes.toString('latin1', from, first) + rest);
    if (op) op.actions = [lazyPoll(polled)];
    return op && { op, records: polled };
  };
}

/** Of two members of one name the last counts: then the records that were read would be none. An escape can spell it otherwise. */
function mayHideActions(rest: string): boolean {
  return rest.includes('"actions"') || rest.includes('\\');
}

/** What is no JSON, or no poll after all, is for others to tell. */
function parsePoll(text: string): EventOf<'op'> | undefined {
  try {
    const json = JSON.parse(text);
    return isOp(json) && json.type === 'op' && json.f === 'poll' ? json : undefined;
  } catch {
    return undefined;
  }
}

function lazyPoll(polled: PolledRecords) {
  return {
    get poll() {
      return polled.asMap();
    },
  };
}
