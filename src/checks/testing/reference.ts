import type { EventOf } from '../../history/event.ts';

type Op = EventOf<'op'>;
type Row = { readonly o: number | undefined; readonly v: string };

/**
 * The anomalies of docs/anomalies.md word for word, as slow as that is: what the checks are held against. Each answer is
 * the anomaly's name and what identifies the finding. Expects that every value is sent once in each partition.
 */
export function referenceFindings(ops: readonly Op[]): string[] {
  const found: string[] = [];
  const names = [...new Set(ops.flatMap((op) => [...partitionsOf(op)]))];
  for (const p of names) found.push(...inPartition(ops, p));
  return [...found, ...cycles(ops, names)].sort();
}

const sends = (op: Op, p: string): Row[] =>
  op.f !== 'send' && op.f !== 'txn'
    ? []
    : op.actions.flatMap((a) =>
        'send' in a && a.send.to === p ? [{ o: a.send.offset, v: a.send.value }] : [],
      );
const polls = (op: Op, p: string): Row[] =>
  op.f !== 'poll' && op.f !== 'txn'
    ? []
    : op.actions.flatMap((a) => ('poll' in a ? (a.poll[p] ?? []).map(([o, v]) => ({ o, v })) : []));
const partitionsOf = (op: Op) => op.actions.flatMap((a) => ('send' in a ? [a.send.to] : Object.keys(a.poll)));

function okRead(ops: readonly Op[], p: string): Set<string> {
  return new Set(ops.filter(({ status }) => status === 'ok').flatMap((op) => polls(op, p).map(({ v }) => v)));
}

function mustCommit(ops: readonly Op[], op: Op): boolean {
  if (op.status !== 'unknown') return op.status === 'ok';
  return partitionsOf(op).some((p) => sends(op, p).some(({ v }) => okRead(ops, p).has(v)));
}

/** Offset to the values seen there, in file order; the last one represents the offset. */
function logOf(ops: readonly Op[], p: string): [number, string[]][] {
  const log = new Map<number, string[]>();
  for (const op of ops) {
    const rows = op.actions.flatMap((a): Row[] => {
      const one = { ...op, actions: [a] };
      return [...(mustCommit(ops, op) ? sends(one, p) : []), ...polls(one, p)];
    });
    for (const { o, v } of rows) {
      if (o !== undefined) log.set(o, [...(log.get(o) ?? []).filter((x) => x !== v), v]);
    }
  }
  return [...log].sort(([a], [b]) => a - b);
}

const writerOf = (ops: readonly Op[], p: string, v: string) =>
  ops.findIndex((op) => sends(op, p).some((row) => row.v === v));

function inPartition(ops: readonly Op[], p: string): string[] {
  const log = logOf(ops, p);
  const read = okRead(ops, p);
  const values = [...new Set(log.flatMap(([, vs]) => vs))];
  const first = (v: string) => log.findIndex(([, vs]) => vs.includes(v));
  const last = (v: string) => log.findLastIndex(([, vs]) => vs.includes(v));
  const index = (v: string) => log.findLastIndex(([, vs]) => vs.at(-1) === v);
  const delta = (a: string, b: string) => (index(a) < 0 || index(b) < 0 ? 1 : index(b) - index(a));
  const bound = Math.max(-1, ...values.filter((v) => read.has(v)).map(first));
  const acked = ops.flatMap((op, i) =>
    op.status === 'ok' ? sends(op, p).map((row) => ({ ...row, op, i })) : [],
  );
  const unseen = acked.map(({ v }) => v).filter((v) => !read.has(v));
  const polled = [...new Set(ops.flatMap((op) => polls(op, p).map(({ v }) => v)))];
  const by = (v: string) => ops[writerOf(ops, p, v)];
  const lowest = (v: string) =>
    Math.min(...ops.flatMap((op) => polls(op, p)).flatMap((r) => (r.v === v ? [r.o!] : [])));
  const highestBefore = (start: number) =>
    Math.max(-1, ...acked.filter(({ op }) => op.end < start).map(({ o }) => o ?? -1));
  return [
    ...log.flatMap(([o, vs]) => (vs.length > 1 ? [`inconsistent-offsets ${p} ${o} ${[...vs].sort()}`] : [])),
    ...values.flatMap((v) => {
      const at = log.filter(([, vs]) => vs.includes(v)).map(([o]) => o);
      return at.length > 1 ? [`duplicate ${p} ${v} ${at}`] : [];
    }),
    ...values
      .filter((v) => last(v) <= bound && !read.has(v) && by(v) && mustCommit(ops, by(v)!))
      .map((v) => `lost-write ${p} ${v} ${first(v)} ${bound}`),
    ...(unseen.length > 0 ? [`unseen ${p} ${unseen.sort()}`] : []),
    ...[...read].filter((v) => by(v)?.status === 'fail').map((v) => `G1a ${p} ${v}`),
    ...polled.filter((v) => !by(v)).map((v) => `phantom ${p} ${v}`),
    ...ops.flatMap((op, i) =>
      [...new Set(polls(op, p).map(({ v }) => v))]
        .filter((v) => sends(op, p).some((row) => row.v === v))
        .map((v) => `precommitted-read ${p} ${v} ${i + 1}`),
    ),
    ...[...new Set(acked.map(({ o }) => o))].flatMap((o) => {
      const vs = acked.filter((a) => o !== undefined && a.o === o).map(({ v }) => v);
      return vs.length > 1 ? [`offset-reuse ${p} ${o} ${vs.sort()}`] : [];
    }),
    ...ops.flatMap((op, i) =>
      sends(op, p).flatMap(({ o, v }) => {
        const at = op.status === 'ok' && o !== undefined ? o : lowest(v);
        return at <= highestBefore(op.start) ? [`lesser-offset ${p} ${v} ${i + 1}`] : [];
      }),
    ),
    ...order(ops, p, delta),
  ];
}

type Delta = (a: string, b: string) => number;

function order(ops: readonly Op[], p: string, delta: Delta): string[] {
  const found: string[] = [];
  const lastRead = new Map<number, [number, string]>();
  const lastSent = new Map<number, [number, string]>();
  const subscribed = new Map<number, boolean>();
  const tell = (name: string, a: [number, string], b: [number, string], more = '') =>
    found.push(
      `${name} ${p} ${delta(a[1], b[1])} ${a[1]} ${b[1]} ${[...new Set([a[0] + 1, b[0] + 1])]}${more}`,
    );
  const compare = (kind: string, a: [number, string] | undefined, b: [number, string], more = '') => {
    if (!a) return;
    if (delta(a[1], b[1]) > 1 && kind !== 'send') tell(`${kind}-skip`, a, b, more);
    if (delta(a[1], b[1]) < 1)
      tell(`${kind.startsWith('int-') ? 'int-' : ''}nonmonotonic-${kind.replace('int-', '')}`, a, b, more);
  };
  ops.forEach((op, i) => {
    const isAssign = op.f === 'assign' || op.f === 'subscribe';
    if (op.f === 'crash' || (isAssign && op.status !== 'fail' && !op.partitions?.includes(p))) {
      lastRead.delete(op.process);
      lastSent.delete(op.process);
    }
    if (isAssign && op.status !== 'fail') subscribed.set(op.process, op.f === 'subscribe');
    const [read, sent] = [polls(op, p).map(({ v }) => v), sends(op, p).map(({ v }) => v)];
    const isMoved = op.rebalanced?.includes(p) === true;
    const within = (kind: string, values: readonly string[]) => {
      for (let n = 1; n < values.length; n++) compare(kind, [i, values[n - 1]!], [i, values[n]!]);
    };
    if (!isMoved) within('int-poll', read);
    within('int-send', sent);
    if (read.length > 0) {
      compare('poll', lastRead.get(op.process), [i, read[0]!], subscribed.get(op.process) ? ' told' : '');
      if (op.status === 'ok') lastRead.set(op.process, [i, read.at(-1)!]);
    }
    if (sent.length > 0 && op.status !== 'fail') {
      compare('send', lastSent.get(op.process), [i, sent[0]!]);
      lastSent.set(op.process, [i, sent.at(-1)!]);
    }
  });
  return found;
}

/** One line for each group of operations that reach each other: its kind, and whether it fails. */
function cycles(ops: readonly Op[], names: readonly string[]): string[] {
  const [ww, wr] = [new Set<string>(), new Set<string>()];
  for (const p of names) {
    const log = logOf(ops, p);
    const rep = log.map(([, vs]) => vs.at(-1)!);
    rep.forEach((v, i) => {
      const [a, b] = [writerOf(ops, p, rep[i - 1] ?? ''), writerOf(ops, p, v)];
      if (i > 0 && rep.lastIndexOf(v) === i && a >= 0 && b >= 0 && a !== b) ww.add(`${a} ${b}`);
    });
    ops.forEach((op, b) => {
      for (const { v } of polls(op, p)) {
        const a = writerOf(ops, p, v);
        if (a >= 0 && a !== b) wr.add(`${a} ${b}`);
      }
    });
  }
  const inner = (group: readonly number[]) =>
    [...wr].some((edge) => edge.split(' ').every((op) => group.includes(Number(op))));
  const tight = groups(ops.length, wr).flat();
  return [
    ...groups(ops.length, ww).map((group) => `G0 ${group.length}`),
    ...groups(ops.length, new Set([...ww, ...wr]))
      .filter(inner)
      .map((group) => `G1c ${group.some((op) => tight.includes(op)) ? '' : 'told'}`),
  ];
}

function groups(count: number, edges: ReadonlySet<string>): number[][] {
  const reaches = Array.from({ length: count }, (_, a) =>
    Array.from({ length: count }, (_, b) => edges.has(`${a} ${b}`)),
  );
  for (let via = 0; via < count; via++)
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++) reaches[a]![b] ||= reaches[a]![via]! && reaches[via]![b]!;
  const all = Array.from({ length: count }, (_, op) => op);
  return all
    .map((a) => all.filter((b) => a === b || (reaches[a]![b] && reaches[b]![a])))
    .filter((group, op) => group.length > 1 && group[0] === op);
}
