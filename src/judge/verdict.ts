import { type Accounting, accountForAll } from '../checks/accounting.ts';
import type { Finding, JudgedFacts } from '../checks/check.ts';
import { anomalyChecks, evidenceChecks } from '../checks/index.ts';
import { findRemovals } from '../checks/removal/removal.ts';
import { startTraces } from '../checks/removal/traces.ts';
import { exitCodes } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { type Facts, startFacts } from '../history/facts.ts';
import { scanEvents } from '../history/reader.ts';
import type { ScannedRecords } from '../history/scanned-op.ts';
import { startTextParts, type Texts } from '../history/text-parts.ts';
import { countText } from '../lib/words.ts';
import { type LostRecord, lostRecords } from './blame.ts';
import { type EvidenceResult, startEvidence } from './evidence.ts';
import {
  type ExpectationResult,
  expectations,
  forbidsLoss,
  mismatches,
  type Observed,
} from './expectation.ts';
import { type FailedStart, failedStarts } from './failed-starts.ts';
import { type RunEvents, startRunEvents } from './run-events.ts';
import { startUnavailability, type Unavailable } from './unavailability.ts';
import { judgeValidity, type Validity } from './validity.ts';

type VerdictName = 'as-expected' | 'not-as-expected' | 'inconclusive';

/** What one history proves. */
export interface Judged {
  readonly verdict: VerdictName;
  readonly exit: number;
  readonly valid: boolean | 'unknown';
  readonly accounting: Accounting;
  readonly lost: readonly LostRecord[];
  readonly anomalies: Readonly<Record<string, readonly Finding[]>>;
  /** Why the run proves nothing, or why it is not as expected. Sentences. */
  readonly reasons: readonly string[];
  /** How long a background load could write nothing; empty when there was no load. */
  readonly unavailability: readonly Unavailable[];
  /** Nodes that did not start again: findings, whatever became of the data. */
  readonly failedStarts: readonly FailedStart[];
  /** Each evidence check with what it missed. */
  readonly evidence: readonly EvidenceResult[];
  /** Each expectation with what was seen instead; none for a history without a plan. */
  readonly expectations: readonly ExpectationResult[];
  readonly events: RunEvents;
}

/** One pass over a history: nothing else may be asked. */
export async function judgeHistory(
  events: AsyncIterable<HistoryEvent> | Iterable<HistoryEvent>,
): Promise<Judged> {
  const pass = startPass();
  for await (const event of events) pass.on(event);
  return pass.end();
}

/** One pass over a stored history: the findings tell the lines of this file. */
export async function judgeFile(file: string): Promise<Judged> {
  const texts = startTextParts();
  const pass = startPass(texts);
  await scanEvents(file, texts, pass.on);
  return pass.end();
}

interface Pass {
  on(event: HistoryEvent, line?: number, scanned?: ScannedRecords): void;
  end(): Judged;
}

function startPass(texts?: Texts): Pass {
  const facts = startFacts(texts);
  const evidence = startEvidence(evidenceChecks);
  const events = startRunEvents();
  const unavailability = startUnavailability();
  const traces = startTraces();
  return {
    on(event, line, scanned) {
      if (event.type === 'op') facts.on(event, line, scanned);
      evidence.on(event);
      events.on(event);
      unavailability.on(event);
      traces.on(event);
    },
    end() {
      const seen = facts.end();
      const judged = { ...seen, removal: findRemovals(seen, traces.end()) };
      return judge(judged, evidence.end(), { events: events.end(), unavailability: unavailability.end() });
    },
  };
}

function judge(
  facts: JudgedFacts,
  checked: readonly EvidenceResult[],
  { events, unavailability }: Pick<Judged, 'events' | 'unavailability'>,
): Judged {
  const validity = judgeValidity(facts, anomalyChecks, events.end !== null);
  const isExcused = checked.some(isExcuse);
  const missed = isExcused ? [] : (validity.anomalies['final-read-lost'] ?? []);
  const lost = lostRecords(missed, facts, events);
  const accounting = accountForAll(facts);
  const observed = { validity, events, unavailability, lost: lost.length, accounting };
  const evidence = [...checked, sentOnce(facts)];
  const missing = evidence.flatMap(({ reasons }) => reasons);
  const decision = events.plan ? decide({ ...observed, missing, isExcused }) : decideBare(validity);
  return {
    ...decision,
    valid: validity.valid,
    accounting,
    lost,
    anomalies: validity.anomalies,
    unavailability,
    failedStarts: failedStarts(events),
    evidence,
    expectations: events.plan ? expectations(events.plan, observed) : [],
    events,
  };
}

type Decision = Pick<Judged, 'verdict' | 'exit' | 'reasons'>;

const names: Readonly<Record<number, VerdictName>> = {
  [exitCodes.asExpected]: 'as-expected',
  [exitCodes.notAsExpected]: 'not-as-expected',
};

function decision(exit: number, reasons: readonly string[]): Decision {
  return { verdict: names[exit] ?? 'inconclusive', exit, reasons: [...new Set(reasons)] };
}

interface Deciding extends Observed {
  readonly missing: readonly string[];
  /** Something else than a loss explains what is missing. */
  readonly isExcused: boolean;
}

function isExcuse({ excusesLoss, reasons }: EvidenceResult): boolean {
  return excusesLoss === true && reasons.length > 0;
}

// The order is the contract: an interrupt, a proven loss that was not to be, missing evidence, then the rest.
function decide({ missing, isExcused, ...observed }: Deciding): Decision {
  const { validity, events } = observed;
  const { plan } = events;
  if (!plan) return decideBare(validity);
  const unlike = mismatches(plan, observed);
  if (events.end?.interrupted) return decision(exitCodes.interrupted, missing);
  const neverUp = neverCameUp(events);
  if (neverUp !== undefined) return decision(exitCodes.inconclusive, [neverUp]);
  const isLoss = validity.isLossProven && !isExcused;
  if (forbidsLoss(plan.expect) && isLoss && unlike.length > 0) {
    return decision(exitCodes.notAsExpected, [...unlike, ...missing]);
  }
  const isLossJudged = plan.expect.loss !== null || plan.expect.lost !== null;
  const isDoubtAllowed = plan.expect.unavailable === true && !isLossJudged;
  const doubts = validity.valid === 'unknown' && !isDoubtAllowed ? validity.doubts : [];
  const reasons = [...missing, ...doubts];
  if (reasons.length > 0) return decision(exitCodes.inconclusive, reasons);
  return unlike.length > 0 ? decision(exitCodes.notAsExpected, unlike) : decision(exitCodes.asExpected, []);
}

/** Then nothing was tried: whatever else is missing in the history is missing for this one reason. */
function neverCameUp({ steps }: RunEvents): string | undefined {
  const setup = steps.find(({ phase, event }) => phase === 'setup' && event === 'gave-up');
  const wasAnythingTried = steps.some(({ phase }) => phase !== 'setup');
  return setup && !wasAnythingTried ? (setup.reason ?? `${setup.text} gave up`) : undefined;
}

/** A history without a plan was recorded by someone else, for nothing that we know of: only its validity counts. */
function decideBare({ valid, anomalies, doubts }: Validity): Decision {
  if (valid === true) return decision(exitCodes.asExpected, []);
  if (valid === 'unknown') return decision(exitCodes.inconclusive, doubts);
  const found = Object.entries(anomalies).map(([name, findings]) => countText(findings.length, name));
  return decision(exitCodes.notAsExpected, [`the history has ${found.join(', ')}`]);
}

function sentOnce({ partitions }: Facts): EvidenceResult {
  const reasons = [...partitions.values()].flatMap(({ name, values, resent }) => {
    const [first] = resent;
    if (first === undefined) return [];
    return [
      `${values.get(first)} was sent to ${name} more than once, so a loss of one of them would not show`,
    ];
  });
  return { name: 'sent-once', summary: 'no value was sent twice to a partition', reasons };
}
