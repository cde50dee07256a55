/** Where the time of a key9 run goes, in the order in which the table shows it. */
export const phaseNames = [
  'load, plan, find jars',
  'configure, spawn',
  'JVM boots',
  'session expiry',
  'topic, leaders, ISR',
  'produce',
  'kill, truncate',
  'final read, replica logs',
  'judging, reports',
  'tear-down',
] as const;

export type PhaseName = (typeof phaseNames)[number];

/** Phases that only the tool has; a bare script kills its nodes and removes their folders, too, but that counts here. */
export const ownPhases: readonly PhaseName[] = [
  'load, plan, find jars',
  'configure, spawn',
  'final read, replica logs',
  'judging, reports',
  'tear-down',
];

/** A piece of a run's time. Spans of boots may overlap each other and anything else. */
export interface Span {
  readonly phase: PhaseName;
  readonly from: number;
  readonly to: number;
}

/** How long one run took, and each of its phases. */
export interface Timing {
  readonly wholeMs: number;
  readonly phaseMs: ReadonlyMap<PhaseName, number>;
}

/** Time of each phase. A boot counts once however many JVMs boot at once, and before whatever else goes on then. */
export function timingOf(wholeMs: number, spans: readonly Span[]): Timing {
  const boots = union(spans.filter(({ phase }) => phase === 'JVM boots'));
  const phaseMs = new Map<PhaseName, number>([['JVM boots', length(boots)]]);
  for (const span of spans.filter(({ phase }) => phase !== 'JVM boots')) {
    const own = span.to - span.from - overlap(span, boots);
    phaseMs.set(span.phase, (phaseMs.get(span.phase) ?? 0) + own);
  }
  return { wholeMs, phaseMs };
}

/** What no phase accounts for. */
export function unnamedMs({ wholeMs, phaseMs }: Timing): number {
  return [...phaseMs.values()].reduce((rest, ms) => rest - ms, wholeMs);
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

function union(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const each of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && each.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, each.to) };
    else merged.push(each);
  }
  return merged;
}

function length(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + to - from, 0);
}

function overlap(span: Interval, others: readonly Interval[]): number {
  return others.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)),
    0,
  );
}
