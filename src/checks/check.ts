import type { HistoryEvent } from '../history/event.ts';
import type { Facts } from '../history/facts.ts';
import type { FindRemoval } from './removal/removal.ts';

/** What the anomaly checks look at: what clients saw, and which records rightly left the log. */
export interface JudgedFacts extends Facts {
  /** Left out when only the operations are known: then nothing excuses an absence. */
  readonly removal?: FindRemoval;
}

/** One instance of an anomaly; the members beyond these are the anomaly's own (anomalies are data, printed and stored). */
export interface Finding {
  readonly partition?: string;
  readonly [detail: string]: unknown;
}

/** Looks for one anomaly in the client history. Pure: facts in, findings out. */
export interface AnomalyCheck {
  /** Jepsen's name where it has one: `lost-write`. */
  readonly name: string;
  /** One line for `list checks` and the docs. */
  readonly summary: string;
  /** False for anomalies that are reported but fail nothing. */
  readonly failing: boolean;
  /** True when a finding leaves open whether something is wrong: the history is neither valid nor invalid. */
  readonly doubting?: boolean;
  /** True when a finding means by itself that an acknowledged record was lost, whatever evidence is missing. */
  readonly provesLoss?: boolean;
  judge(facts: JudgedFacts): readonly Finding[];
}

/** Looks for a reason why the run proves nothing: a fold over all events. Pure. */
export interface EvidenceCheck {
  readonly name: string;
  readonly summary: string;
  /** True when no operation can change what it says: it is not called for the millions of them. */
  readonly ignoresOps?: true;
  /** True when its reasons also explain what would be a proven loss without them. */
  readonly excusesLoss?: true;
  start(): EvidenceFold;
}

export interface EvidenceFold {
  on(event: HistoryEvent): void;
  /** Sentences; empty when the evidence is good. */
  end(): readonly string[];
}
