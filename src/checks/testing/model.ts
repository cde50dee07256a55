import fc from 'fast-check';
import type { EventOf, OpStatus } from '../../history/event.ts';

type Op = EventOf<'op'>;

/** What the model is told to do next. */
type Deed =
  | {
      readonly kind: 'send';
      readonly partition: string;
      readonly status: OpStatus;
      readonly lands: boolean;
      readonly records: number;
      readonly tellsOffset: boolean;
      readonly overlaps: boolean;
    }
  | { readonly kind: 'poll'; readonly partition: string; readonly status: OpStatus; readonly from: number };

const partition = fc.constantFrom('x-0', 'y-0', '__proto__', '');
const status = fc.constantFrom<OpStatus>('ok', 'ok', 'ok', 'unknown', 'fail');
const deeds = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('send' as const),
      partition,
      status,
      lands: fc.boolean(),
      records: fc.integer({ min: 1, max: 3 }),
      tellsOffset: fc.boolean(),
      overlaps: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('poll' as const), partition, status, from: fc.nat(20) }),
  ),
  { minLength: 1, maxLength: 40 },
);

/** Histories of a log that does what it promises: appends in order, keeps all, is read from any place; then the final read. */
export const correctHistories = deeds.map(playModel);

function playModel(deeds: readonly Deed[]): Op[] {
  const logs = new Map<string, [offset: number, value: string][]>();
  const ops: Op[] = [];
  let next = 0;
  const logOf = (name: string) => logs.get(name) ?? (logs.set(name, []).get(name) as [number, string][]);
  const add = (op: Pick<Op, 'f' | 'status' | 'actions'> & Partial<Op>, overlaps = false) => {
    const start = ops.length * 10;
    ops.push({ type: 'op', process: ops.length, start, end: start + (overlaps ? 25 : 5), ...op });
  };
  for (const deed of deeds) {
    const log = logOf(deed.partition);
    if (deed.kind === 'poll') {
      const records = log.slice(deed.from, deed.from + 5);
      if (records.length > 0)
        add({ f: 'poll', status: deed.status, actions: [pollOf(deed.partition, records)] });
      continue;
    }
    const actions = Array.from({ length: deed.records }, (): Op['actions'][number] => {
      const value = `v${next++}`;
      const offset = (log.at(-1)?.[0] ?? -1) + 1 + (next % 7 === 0 ? 1 : 0);
      if (deed.status === 'ok' || (deed.status === 'unknown' && deed.lands)) log.push([offset, value]);
      const told = deed.status === 'ok' && deed.tellsOffset ? { offset } : {};
      return { send: { to: deed.partition, key: null, value, ...told } };
    });
    add({ f: 'send', status: deed.status, actions }, deed.overlaps);
  }
  const start = ops.length * 10 + 100;
  for (const [name, log] of logs) {
    const atEnd = JSON.parse(`{${JSON.stringify(name)}:${(log.at(-1)?.[0] ?? -1) + 1}}`);
    add({ f: 'poll', status: 'ok', start, end: start + 1, actions: [pollOf(name, log)], final: true, atEnd });
  }
  return ops;
}

// JSON.parse, because a literal with a member __proto__ would set the prototype.
function pollOf(name: string, records: readonly [number, string][]): Op['actions'][number] {
  return { poll: JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(records)}}`) };
}
