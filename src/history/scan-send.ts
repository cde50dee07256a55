import { type ByteScanner, literal } from './byte-scanner.ts';
import type { EventOf } from './event.ts';
import type { PartitionNames } from './partition-names.ts';
import type { ScannedOp } from './scanned-op.ts';
import { noParts, type Texts } from './text-parts.ts';

const [end, actions] = [literal(',"end":'), literal(',"actions":[{"send":{"to":"')];
const [key, value, offset] = [literal(',"key":"'), literal(',"value":"'), literal(',"offset":')];
const [actionsEnd, step, lineEnd] = [literal('}}]'), literal(',"step":'), literal('}')];

/** Reads an acknowledged send of one record, just as the recorder writes it, from behind `"start":`. */
export function startSendScan(scanner: ByteScanner, texts: Texts, names: PartitionNames) {
  const records = {
    kind: 'sent' as const,
    partition: '',
    value: noParts(),
    key: noParts(),
    offset: 0,
    isTombstone: false,
  };
  const send = {
    to: '',
    get key() {
      return texts.textOf(records.key);
    },
    get value() {
      return texts.textOf(records.value);
    },
    offset: 0,
  };
  const op: EventOf<'op'> = {
    type: 'op',
    process: 0,
    f: 'send',
    status: 'ok',
    start: 0,
    end: 0,
    actions: [{ send }],
    step: undefined,
  };
  const scanned: ScannedOp = { op, records };

  function readRecord(bytes: Buffer): boolean {
    if (!scanner.take(actions) || !scanner.text()) return false;
    send.to = names.nameOf(bytes, scanner.found);
    records.partition = send.to;
    if (!scanner.take(key) || !scanner.text()) return false;
    texts.splitBytes(bytes, scanner.found, records.key);
    if (!scanner.take(value) || !scanner.text()) return false;
    texts.splitBytes(bytes, scanner.found, records.value);
    if (!scanner.take(offset)) return false;
    records.offset = scanner.whole();
    send.offset = records.offset;
    return records.offset >= 0 && scanner.take(actionsEnd);
  }

  return (bytes: Buffer, process: number): ScannedOp | undefined => {
    op.process = process;
    op.start = scanner.decimal();
    if (op.start < 0 || !scanner.take(end)) return undefined;
    op.end = scanner.decimal();
    if (op.end < 0 || !readRecord(bytes)) return undefined;
    op.step = undefined;
    if (scanner.take(step)) {
      op.step = scanner.whole();
      if (op.step < 0) return undefined;
    }
    return scanner.take(lineEnd) && scanner.isAtEnd() ? scanned : undefined;
  };
}
