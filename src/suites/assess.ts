import type { Plan } from '../plan.ts';
import type { Assessment, MeasuredChange, ThreatRow } from '../reports/assessment.ts';
import type { RunResult } from '../reports/report.ts';
import type { PlanOptions } from '../scenario/index.ts';
import { type Candidate, candidatesFor, together } from './candidates.ts';
import { type Latencies, ratioOf, startLatencies } from './latency.ts';
import { type Cell, runCells } from './run-cells.ts';
import { notTried, rowOf } from './threat-row.ts';
import { planThreat, type Threat, type TopicUse } from './threats.ts';

/** What is assessed: the threats, the user's configuration, and how the topics are used. */
export interface AssessOptions {
  readonly threats: readonly Threat[];
  readonly plan: PlanOptions;
  readonly use: TopicUse;
  readonly allow: readonly string[];
  /** Changes that the user asks about. */
  readonly asked: readonly Candidate[];
  /** Whether changes that may help are looked for when something is unsafe. */
  readonly isAdvised: boolean;
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly runOne: (plan: Plan, onEvent: Latencies['on']) => Promise<RunResult>;
  /** Hears how many runs come next, and against which change; everything has been found fit to run by then. */
  readonly onBegin: (runs: number, change: string | null) => void;
  /** Hears each row as its run ends; `change` is null for today's configuration. */
  readonly onRow: (row: ThreatRow, change: string | null) => void;
}

/** What came of an assessment: today's rows, and those of every change that was measured. */
export type Assessed = Pick<Assessment, 'rows' | 'changes'> & {
  /** A judged run of today's configuration, for what every run of it shares; undefined when none ran. */
  readonly sample: RunResult | undefined;
};

interface Measured {
  readonly rows: readonly ThreatRow[];
  /** By the threat's name. */
  readonly latencies: ReadonlyMap<string, Latencies>;
  readonly sample: RunResult | undefined;
}

/**
 * Runs every threat against the configuration as it is; then what was asked about against all of them, and, where
 * something is unsafe, the changes that may help against that, one by one until one makes all of it safe, else together.
 */
export async function assess(options: AssessOptions): Promise<Assessed> {
  planAll(options, options.threats);
  for (const change of options.asked) planAll(withChange(options, change), options.threats);
  const today = await measure(options, null, options.threats);
  const changes: MeasuredChange[] = [];
  for (const change of options.asked) changes.push(await tryChange(options, change, today, options.threats));
  if (options.isAdvised) changes.push(...(await findHelp(options, today, changes)));
  return { rows: today.rows, changes, sample: today.sample };
}

async function findHelp(
  options: AssessOptions,
  today: Measured,
  tried: readonly MeasuredChange[],
): Promise<readonly MeasuredChange[]> {
  const unsafe = options.threats.filter(({ name }) => isUnsafe(today.rows, name));
  const candidates = candidatesFor({ ...configuredIn(today.sample), ...options.use }).filter(
    ({ change }) => !tried.some((other) => other.change === change),
  );
  const found: MeasuredChange[] = [];
  for (const candidate of unsafe.length > 0 ? candidates : []) {
    if (options.signal.aborted) return found;
    const change = await tryChange(options, candidate, today, unsafe);
    found.push(change);
    if (isHelpful(change)) return found;
  }
  const isWorthIt = found.length > 1 && found.some(({ rows }) => rows.some(isSafe));
  if (isWorthIt && !options.signal.aborted)
    found.push(await tryChange(options, together(candidates), today, unsafe));
  return found;
}

function isHelpful({ rows }: MeasuredChange): boolean {
  return rows.every(isSafe);
}

function isSafe({ verdict }: ThreatRow): boolean {
  return verdict === 'safe';
}

function isUnsafe(rows: readonly ThreatRow[], name: string): boolean {
  return rows.some((row) => row.name === name && row.verdict === 'unsafe');
}

async function tryChange(
  options: AssessOptions,
  candidate: Candidate,
  today: Measured,
  threats: readonly Threat[],
): Promise<MeasuredChange> {
  const changed = withChange(options, candidate);
  const { rows, latencies } = await measure(changed, candidate.change, threats);
  const latencyRatio = ratioOf(today.latencies, latencies);
  return { change: candidate.change, isAsked: options.asked.includes(candidate), rows, latencyRatio };
}

function withChange(options: AssessOptions, candidate: Candidate): AssessOptions {
  const { acks = options.use.acks, replicas = options.use.replicas } = candidate;
  return {
    ...options,
    use: { ...options.use, acks, replicas },
    plan: { ...options.plan, set: [...(options.plan.set ?? []), ...candidate.set] },
  };
}

/** Throws for what would not do, before anything starts: a slip in a change would come to light minutes later. */
function planAll({ plan, use }: AssessOptions, threats: readonly Threat[]): void {
  for (const threat of threats) planThreat(threat, plan, use);
}

async function measure(
  options: AssessOptions,
  change: string | null,
  threats: readonly Threat[],
): Promise<Measured> {
  const { jobs, signal, runOne, allow } = options;
  const rows = new Map<string, ThreatRow>();
  const keep = (row: ThreatRow) => {
    rows.set(row.name, row);
    options.onRow(row, change);
  };
  const latencies = new Map(threats.map(({ name }) => [name, startLatencies()]));
  const unfit: ThreatRow[] = [];
  const cells = threats.flatMap((threat): Cell<Threat>[] => {
    const plan = planThreat(threat, options.plan, options.use);
    if (!('unfit' in plan)) return [{ label: threat, plan }];
    unfit.push(notTried(threat, plan.unfit));
    return [];
  });
  options.onBegin(cells.length, change);
  for (const row of unfit) keep(row);
  const run = ({ plan, label }: Cell<Threat>) =>
    runOne(plan, (event) => latencies.get(label.name)?.on(event));
  let sample: RunResult | undefined;
  for await (const end of runCells(cells, { jobs, signal, runOne: run })) {
    if ('result' in end) sample ??= end.result;
    if (!('interrupted' in end)) keep(rowOf(end, allow));
  }
  return { rows: threats.flatMap(({ name }) => rows.get(name) ?? []), latencies, sample };
}

/** The settings of the brokers and the topic as the run had them. */
function configuredIn(sample: RunResult | undefined) {
  const plan = sample?.judged.events.plan;
  const settings = (plan?.cluster.config ?? {}) as Readonly<Record<string, string>>;
  return { settings, topic: plan?.topics[0]?.config ?? {} };
}
